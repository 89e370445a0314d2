import { refusal } from "#kernel/contract.ts"

export const datesRefusals = {
  datesOutOfOrder: refusal(409, {
    "zh-CN": "日期先后不对：报到不晚于开幕，开幕不晚于闭幕，闭幕不晚于离会",
    en: "The dates are out of order: arrival, opening, closing, departure",
  }),
  tooShort: refusal(409, {
    "zh-CN": "“{template}”的会期至少 {days} 天，请改闭幕日期",
    en: "A {template} lasts at least {days} days; change the closing day",
  }),
  tooLong: refusal(409, {
    "zh-CN": "从报到到离会 {days} 天，最多 {most} 天；请核对日期",
    en: "{days} days from arrival to departure, at most {most}; check the dates",
  }),
}

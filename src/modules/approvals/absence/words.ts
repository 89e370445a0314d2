import type { Words } from "#kernel/words.ts"

export const words = {
  "zh-CN": {
    delegateTo: "委托给",
    from: "开始",
    until: "结束",
    delegateKinds: "事项",
    allKinds: "全部事项",
    delegate: "委托",
    delegateWhy: "外出、休假期间，由受托人代您审批，意见写明“受托人（代您）”。委托不能转委托；送审人不能代办自己送的。",
    myDelegations: "我的委托",
    noDelegations: "没有委托",
    endDelegation: "收回",
    ended: "已收回",
    over: "已过期",
    later: "未开始",
    active: "代办中",
    fromTo: "{from} 委托 {to}",
  },
  en: {
    delegateTo: "To",
    from: "From",
    until: "Until",
    delegateKinds: "Subjects",
    allKinds: "Everything",
    delegate: "Delegate",
    delegateWhy:
      "While you are away another decides in your place, and each opinion says so. A delegation is not passed on; nobody decides what he submitted himself.",
    myDelegations: "Delegations",
    noDelegations: "None",
    endDelegation: "Take back",
    ended: "Taken back",
    over: "Over",
    later: "To come",
    active: "Active",
    fromTo: "{from} to {to}",
  },
} as const satisfies Words

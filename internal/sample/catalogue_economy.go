package sample

var industry = []entry{
	{name: "齐创石化信息自动化及新材料中试基地", city: true, stage: completing, investor: private, unit: bureauScience, sponsor: forIndustry, steps: plant, total: 98000, pace: steady, months: true, starts: -21, lasts: 30, scale: "中试车间、信息自动化研发楼及配套公用工程，建筑面积约6.8万平方米", objective: "设备安装调试完成，中试线投用"},
	{name: "鑫旭集团高性能电池", city: true, stage: carried, investor: private, unit: townFujia, sponsor: forIndustry, steps: plant, total: 186000, pace: steady, months: true, starts: -10, lasts: 32, scale: "高性能电池生产线4条及配套仓储，建筑面积约11.2万平方米", objective: "主体车间封顶，首条生产线设备进场"},
	{name: "科汇电气大功率开关磁阻电机", city: true, stage: carried, investor: private, unit: streetMashang, sponsor: forIndustry, steps: plant, total: 52000, pace: steady, months: true, starts: -8, lasts: 26, scale: "电机装配车间、试验中心及智能仓库，建筑面积约4.1万平方米", objective: "试验中心完工，设备安装过半"},
	{name: "英科医疗", city: true, stage: carried, investor: private, unit: bureauIndustry, sponsor: forIndustry, steps: plant, total: 268000, pace: brisk, months: true, starts: -11, lasts: 30, scale: "医疗防护用品生产线及配套能源中心，建筑面积约18万平方米", objective: "一期生产线达产，二期车间封顶"},
	{name: "恒生数字仪表", city: true, stage: newStart, investor: private, unit: townNanding, sponsor: forIndustry, steps: plant, total: 36000, pace: slow, months: true, starts: 3, lasts: 22, scale: "数字仪表智能工厂及检测中心，建筑面积约3.2万平方米", objective: "4月开工，年底前主体施工过半"},
	{name: "安泰爱科高性能稀土永磁", city: true, stage: completing, investor: private, unit: bureauIndustry, sponsor: forIndustry, steps: plant, total: 31000, pace: steady, months: true, starts: -15, lasts: 25, scale: "高性能稀土永磁材料技术改造，新增生产设备120台（套）", objective: "设备全部到位，10月试生产"},
	{name: "高端装备制造园", city: true, stage: carried, investor: state, unit: townNanding, sponsor: forExecutive, steps: plant, total: 320000, pace: steady, months: true, starts: -14, lasts: 44, scale: "标准化厂房、研发楼及园区道路管网，建筑面积约36万平方米", objective: "二期厂房封顶，园区主干道通车"},
	{name: "民祥化工", stage: carried, investor: private, unit: townFengshui, sponsor: forIndustry, steps: plant, total: 46000, pace: behind, months: true, starts: -7, lasts: 24, scale: "精细化工装置搬迁改造及公用工程", objective: "装置主体安装完成"},
	{name: "恒亿化工", stage: carried, investor: private, unit: townFengshui, sponsor: forIndustry, steps: plant, total: 28000, pace: stuck, months: true, starts: -6, lasts: 24, scale: "新材料助剂装置一套及罐区改造", objective: "装置土建完成，设备进场"},
	{name: "天音生物", city: true, stage: newStart, investor: private, unit: townFujia, sponsor: forIndustry, steps: plant, total: 42000, pace: steady, starts: 2, lasts: 24, scale: "生物制品车间、质检中心及冷链仓储，建筑面积约3.8万平方米", objective: "3月开工，年底前主体封顶"},
	{name: "清华启迪数字经济产业园", city: true, stage: carried, investor: private, unit: bureauIndustry, sponsor: forExecutive, steps: plant, total: 380000, pace: steady, months: true, starts: -16, lasts: 48, scale: "数字经济产业载体、孵化器及人才配套，建筑面积约42万平方米", objective: "首批载体交付，数字展厅投用"},
	{name: "山东高速（淄博）信息产业园", city: true, stage: carried, investor: state, unit: streetMashang, sponsor: forIndustry, steps: plant, total: 290000, pace: brisk, months: true, starts: -9, lasts: 40, scale: "信息产业研发楼、数据机房及展示中心，建筑面积约26万平方米", objective: "研发楼封顶，数据机房设备安装"},
	{name: "淄博创业创新谷", city: true, stage: completing, investor: state, unit: bureauScience, sponsor: forExecutive, steps: plant, total: 165000, pace: steady, months: true, starts: -30, lasts: 40, scale: "创新创业载体及公共服务平台，建筑面积约20万平方米", objective: "剩余楼座竣工，入驻率达到七成"},
	{name: "优品车", stage: newStart, investor: private, unit: bureauCommerce, sponsor: forCommerce, steps: trade, total: 58000, pace: behind, starts: 1, lasts: 22, scale: "汽车电商交易展示与仓配中心，建筑面积约5万平方米", objective: "展示中心主体完工"},
	{name: "特来电汽车智能充电生态网", city: true, stage: carried, investor: private, unit: bureauIndustry, sponsor: forIndustry, steps: platform, total: 33000, pace: behind, starts: -9, lasts: 27, scale: "智能充电站60处、充电终端1200个及运营平台", objective: "新建充电站24处并投运"},
	{name: "总部楼", stage: newStart, investor: state, unit: bureauCommerce, sponsor: forExecutive, steps: plant, total: 210000, pace: slow, months: true, starts: 5, lasts: 36, scale: "总部办公楼群及地下停车，建筑面积约22万平方米", objective: "6月开工，年底前基础出正负零"},
	{name: "乐物网农业数字化平台", stage: newStart, investor: private, unit: bureauCommerce, sponsor: forFarming, steps: platform, total: 9000, pace: silent, starts: 4, lasts: 16, scale: "农产品数字化交易平台及分拣中心", objective: "平台一期上线，分拣中心开工"},
	{name: "房镇镇西北四村农旅融合", stage: carried, investor: private, unit: townFangzhen, sponsor: forFarming, steps: trade, total: 62000, pace: behind, starts: -13, lasts: 34, scale: "田园综合体、乡村民宿及道路绿化，覆盖四个村", objective: "一期民宿开业，主环路贯通"},
}

var services = []entry{
	{name: "大润发福园店", stage: completing, investor: private, unit: streetPark, sponsor: forCommerce, steps: trade, total: 26000, pace: brisk, months: true, starts: -12, lasts: 20, scale: "大型商业综合超市及停车场，建筑面积约3.5万平方米", objective: "9月底前开业"},
	{name: "荣盛广场", city: true, stage: carried, investor: private, unit: streetStadium, sponsor: forCommerce, steps: trade, total: 240000, pace: steady, months: true, starts: -18, lasts: 46, scale: "商业综合体、公寓及地下空间，建筑面积约28万平方米", objective: "商业部分封顶，招商率达到六成"},
	{name: "万达金街", stage: completing, investor: private, unit: streetPark, sponsor: forCommerce, steps: trade, total: 68000, pace: steady, months: true, starts: -20, lasts: 29, scale: "特色商业街区改造提升，建筑面积约7.6万平方米", objective: "街区整体开街运营"},
	{name: "齐盛里", city: true, stage: carried, investor: state, unit: streetKeyuan, sponsor: forCommerce, steps: trade, total: 92000, pace: steady, months: true, starts: -9, lasts: 30, scale: "文化商业街区及配套停车，建筑面积约9万平方米", objective: "主体完工，首批商户装修进场"},
	{name: "万豪大酒店", stage: carried, investor: private, unit: streetStation, sponsor: forCommerce, steps: trade, total: 85000, pace: slow, months: true, starts: -15, lasts: 40, scale: "五星级标准酒店及会议中心，建筑面积约8.2万平方米", objective: "主体封顶，幕墙安装过半"},
	{name: "全港工商联北方总部基地", city: true, stage: newStart, investor: private, unit: bureauCommerce, sponsor: forExecutive, steps: trade, total: 420000, pace: steady, starts: 3, lasts: 45, scale: "北方总部办公、会展及商务配套，建筑面积约40万平方米", objective: "4月开工，年底前完成基坑与桩基"},
	{name: "智慧停车建设项目", city: true, stage: carried, investor: state, unit: bureauCity, sponsor: forBuilding, steps: platform, total: 48000, pace: brisk, months: true, starts: -8, lasts: 24, scale: "智慧停车管理平台、路侧及公共停车场泊位改造", objective: "“慧停车”业务基本覆盖城市主次干道、商业停车场"},
	{name: "“智慧市场”溯源监管平台（一期）", stage: newStart, investor: government, owner: bureauMarket, unit: bureauMarket, sponsor: forCommerce, steps: platform, total: 4200, pace: steady, starts: 2, lasts: 8, scale: "溯源监管平台一期软件及便民市场终端设备", objective: "11月底前平台上线运行"},
	{name: "社会治理云平台", city: true, stage: newStart, investor: government, owner: officeLegal, unit: officeLegal, sponsor: forLegal, steps: platform, total: 5600, pace: steady, months: true, starts: 1, lasts: 10, scale: "社会治理云平台及镇办、社区两级终端", objective: "四级联动平台建成运行"},
}

package sample

var works = []entry{
	{name: "冯北路、东四路畅通工程", city: true, stage: newStart, investor: government, owner: bureauTransport, unit: bureauTransport, sponsor: forBuilding, steps: road, total: 36000, pace: steady, months: true, starts: 2, lasts: 14, scale: "道路拓宽改造及雨污管网，全长约6.4公里", objective: "东四路段建成通车，冯北路路基完成"},
	{name: "张辛路中修工程", stage: newStart, investor: government, owner: bureauTransport, unit: bureauTransport, sponsor: forBuilding, steps: road, total: 5200, pace: behind, starts: 3, lasts: 6, scale: "路面铣刨重铺、桥涵维修，全长约8.1公里", objective: "10月底前完工通车"},
	{name: "涝淄河生态综合治理工程", city: true, stage: carried, investor: government, owner: bureauWater, unit: bureauWater, sponsor: forBuilding, steps: road, total: 76000, pace: steady, months: true, starts: -11, lasts: 32, scale: "河道清淤、岸坡整治、截污及滨河绿化，全长约12公里", objective: "城区段截污及岸坡整治完成"},
	{name: "大成农化土壤污染与治理修复三期工程", stage: newStart, investor: government, owner: bureauEcology, unit: bureauEcology, sponsor: forBuilding, steps: road, total: 21000, pace: slow, months: true, starts: 3, lasts: 18, scale: "污染土壤修复约9万立方米及地下水治理", objective: "修复施工过半"},
	{name: "城西新村、市政府一宿舍、小西湖片区改造", city: true, stage: newStart, investor: state, owner: bureauHousing, unit: streetPark, sponsor: forExecutive, steps: renewal, total: 680000, pace: steady, months: true, starts: 5, lasts: 52, scale: "三个片区征收安置及配套，涉及居民约4200户", objective: "征收签约过九成，首批安置楼开工"},
	{name: "凯瑞安园、世瑞苑老旧小区改造", stage: completing, investor: government, owner: bureauHousing, unit: streetMashang, sponsor: forBuilding, steps: renewal, total: 11000, pace: brisk, starts: -6, lasts: 15, scale: "外墙保温、屋面防水、管网改造，涉及居民约2100户", objective: "10月底前全部竣工"},
	{name: "雪银生活区、百花园等老旧小区改造", stage: newStart, investor: government, owner: bureauHousing, unit: streetHeping, sponsor: forBuilding, steps: renewal, total: 19000, pace: steady, months: true, starts: 3, lasts: 14, scale: "楼体修缮、管网及公共空间改造，涉及居民约3600户", objective: "主体改造完成，配套施工"},
	{name: "和平路、天府清华园、市委党校游园", stage: newStart, investor: government, owner: bureauCity, unit: bureauCity, sponsor: forBuilding, steps: road, total: 3600, pace: steady, starts: 1, lasts: 7, scale: "新建游园3处，绿化面积约4.6万平方米", objective: "9月底前建成开放"},
	{name: "张周路、天津路绿化提升", stage: newStart, investor: government, owner: bureauCity, unit: bureauCity, sponsor: forBuilding, steps: road, total: 6400, pace: stuck, starts: 1, lasts: 10, scale: "道路绿化改造提升，绿化面积约18万平方米", objective: "秋季绿化完成并验收"},
	{name: "西五路南段时尚运动主题街区", city: true, stage: newStart, investor: state, owner: bureauCity, unit: streetKeyuan, sponsor: forBuilding, steps: road, total: 14000, pace: steady, starts: 4, lasts: 13, scale: "运动场地、慢行系统及街区景观，全长约1.8公里", objective: "主要运动场地建成，街区景观成形"},
	{name: "人才公寓", city: true, stage: newStart, investor: state, owner: bureauHousing, unit: bureauHousing, sponsor: forExecutive, steps: renewal, total: 128000, pace: steady, months: true, starts: 2, lasts: 30, scale: "产权型、租赁型人才公寓1625套及配套", objective: "全部楼座开工，半数楼座主体过半"},
}

var livelihood = []entry{
	{name: "科技苑中学", city: true, stage: carried, investor: government, owner: bureauEducation, unit: bureauEducation, sponsor: forPeople, steps: school, total: 31000, pace: steady, months: true, starts: -6, lasts: 20, scale: "48班初中，建筑面积约5.6万平方米", objective: "主体封顶，装修安装过半"},
	{name: "区实验中学南校区", city: true, stage: newStart, investor: government, owner: bureauEducation, unit: bureauEducation, sponsor: forPeople, steps: school, total: 36000, pace: steady, months: true, starts: 3, lasts: 17, scale: "60班初中，建筑面积约6.4万平方米", objective: "4月开工，年底前主体封顶"},
	{name: "龙凤苑中学", stage: newStart, investor: government, owner: bureauEducation, unit: bureauEducation, sponsor: forPeople, steps: school, total: 22000, pace: behind, months: true, starts: 5, lasts: 27, scale: "36班初中，建筑面积约4.2万平方米", objective: "年底前主体施工过半"},
	{name: "上海路小学", stage: completing, investor: government, owner: bureauEducation, unit: bureauEducation, sponsor: forPeople, steps: school, total: 13000, pace: brisk, months: true, starts: -10, lasts: 17, scale: "36班小学，建筑面积约2.4万平方米", objective: "9月1日前投入使用"},
	{name: "绿城西小学", stage: carried, investor: government, owner: bureauEducation, unit: bureauEducation, sponsor: forPeople, steps: school, total: 15000, pace: steady, starts: -5, lasts: 25, scale: "36班小学，建筑面积约2.8万平方米", objective: "主体封顶，室外工程开工"},
	{name: "北苑小学", stage: newStart, investor: government, owner: bureauEducation, unit: townZhongbu, sponsor: forPeople, steps: school, total: 12000, pace: late, starts: 6, lasts: 26, scale: "24班小学，建筑面积约2.1万平方米", objective: "7月开工，年底前基础出正负零"},
	{name: "精神卫生中心", city: true, stage: newStart, investor: government, owner: bureauHealth, unit: bureauHealth, sponsor: forPeople, steps: school, total: 41000, pace: steady, months: true, starts: 4, lasts: 32, scale: "住院楼、门诊楼及康复区，设置床位500张", objective: "5月开工，年底前基础出正负零"},
	{name: "区人民医院医技楼、感染性疾病科", city: true, stage: completing, investor: government, owner: bureauHealth, unit: bureauHealth, sponsor: forPeople, steps: school, total: 24000, pace: steady, months: true, starts: -20, lasts: 29, scale: "医技楼及感染性疾病科，建筑面积约3.6万平方米", objective: "医技楼启用，感染性疾病科竣工"},
	{name: "区妇保院新院区", stage: completing, investor: government, owner: bureauHealth, unit: bureauHealth, sponsor: forPeople, steps: school, total: 58000, pace: steady, months: true, starts: -26, lasts: 35, scale: "新院区一期门诊住院综合楼，建筑面积约7.2万平方米", objective: "新院区启用"},
	{name: "儿童康复中心", stage: newStart, investor: government, owner: bureauHealth, unit: bureauHealth, sponsor: forPeople, steps: school, total: 8600, pace: behind, starts: 3, lasts: 20, scale: "康复训练楼及配套，建筑面积约1.6万平方米", objective: "主体封顶"},
}

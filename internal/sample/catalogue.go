package sample

import "duban/models"

// entry is one project of the catalogue. Its name is from the government work report; everything else is invented, and
// the workbooks say so.
type entry struct {
	name      string
	city      bool            // one of the 26 city-major projects
	stage     models.Stage    // in every sample year
	investor  models.Investor // 投资主体
	owner     string          // 建设单位; "" for a neutral name made of the project's
	unit      string          // 责任单位
	sponsor   string          // 包保领导, always a post
	steps     []step          // milestone template
	total     int64           // weight of the total investment, roughly in 万元
	pace      pace            // how it progresses during the year
	months    bool            // has a month plan of its own
	starts    int             // planned start: months after January of the year (negative: before it)
	lasts     int             // months from start to finish
	scale     string          // 建设内容及规模
	objective string          // 年度工作目标
}

type section struct {
	title   string
	entries []entry
}

const (
	newStart   = models.StageNewStart
	carried    = models.StageCarried
	completing = models.StageCompleting
	government = models.InvestorGovernment
	state      = models.InvestorState
	private    = models.InvestorPrivate
)

// Sponsoring leaders are posts, never people.
const (
	forIndustry  = "分管工业副区长"
	forBuilding  = "分管城建副区长"
	forCommerce  = "分管商务副区长"
	forPeople    = "分管教育卫生副区长"
	forFarming   = "分管农业副区长"
	forExecutive = "区委常委、常务副区长"
	forLegal     = "区委常委、政法委书记"
)

// Responsible units: district departments, towns and subdistricts.
const (
	bureauIndustry  = "区工业和信息化局"
	bureauHousing   = "区住房和城乡建设局"
	bureauTransport = "区交通运输局"
	bureauCommerce  = "区商务局"
	bureauEducation = "区教育和体育局"
	bureauHealth    = "区卫生健康局"
	bureauCity      = "区综合行政执法局"
	bureauMarket    = "区市场监督管理局"
	bureauWater     = "区水利局"
	bureauScience   = "区科学技术局"
	bureauEcology   = "市生态环境局张店分局"
	officeLegal     = "区委政法委"
	townFangzhen    = "房镇镇人民政府"
	townFujia       = "傅家镇人民政府"
	townNanding     = "南定镇人民政府"
	townFengshui    = "沣水镇人民政府"
	townZhongbu     = "中埠镇人民政府"
	streetMashang   = "马尚街道办事处"
	streetPark      = "公园街道办事处"
	streetKeyuan    = "科苑街道办事处"
	streetHeping    = "和平街道办事处"
	streetStadium   = "体育场街道办事处"
	streetStation   = "车站街道办事处"
)

// catalogue holds the 48 projects in sheet order. The report's list has 49 names; the two works at the district
// people's hospital (医技楼 and 感染性疾病科) are one project here, all other joined places stay one project as they are
// joined in the report.
var catalogue = []section{
	{"一、产业项目", industry},
	{"二、服务业与城市经济", services},
	{"三、基础设施与城市更新", works},
	{"四、民生项目", livelihood},
}

package workbook

import (
	"io"
	"strconv"

	"duban/importer"
	"duban/models"
)

// PeopleForm is an empty form of people and posts (人员岗位表).
type PeopleForm struct {
	Year  int      // of the dates in the example
	Units []string // organisations to choose from; none: free text
	Posts []string
	To    string // who gets it back
}

// peopleHelp explains the columns.
var peopleHelp = map[models.PersonField]help{
	models.PersonName:         {"姓名；同名的分别填写，导入时逐人确认", "张某某", "填成职务"},
	models.PersonOrganisation: {"所在单位全称，与清单一致；领导可不填", "区住房和城乡建设局", "用简称"},
	models.PersonPost:         {"领导的岗位，或联络员所联络的岗位", "分管工业副区长", "填姓名"},
	models.PersonRole:         {"在本系统中的身份，从下拉列表选择；只登记联系方式的不填", "责任单位", ""},
	models.PersonCapacity:     {"任职、代理（主持工作）、联络员、负责人或联系人，从下拉列表选择", "联系人", ""},
	models.PersonSince:        {"任职第一天；接替他人的，原任至前一天止", "2021-06-30", "只写年份"},
	models.PersonUntil:        {"任职最后一天，未定不填", "", "早于任职日期"},
	models.PersonLogin:        {"登录账号，2～40 个小写字母、数字、点或横线；不需要登录的不填", "zhangmm", "填成姓名"},
	models.PersonMobile:       {"手机号码", "13800000000", "一格填两个号码"},
	models.PersonOfficePhone:  {"办公电话，可带区号", "0533-2345678", ""},
	models.PersonEmail:        {"电子邮箱，用于接收通知", "name@example.cn", ""},
	models.PersonDocument:     {"任免文件文号", "张委〔2021〕7号", ""},
}

var peopleWidths = map[models.PersonField]float64{
	models.PersonName: 12, models.PersonOrganisation: 24, models.PersonPost: 20, models.PersonDocument: 18,
	models.PersonEmail: 22, models.PersonMobile: 15, models.PersonOfficePhone: 15,
}

// WritePeopleForm writes an empty form of people and posts with its guide. Errors are KindInternal.
func WritePeopleForm(w io.Writer, f PeopleForm) error {
	out := &form{
		sheet: "人员岗位表", title: "人员岗位表", from: "填报单位：", unit: "", blank: blankLines, single: true,
		ask: "请只填写浅黄色单元格；“示例”一行仅供参考。请勿填写涉密和工作秘密内容。",
		columns: []formColumn{{column: column{key: "number", head: "序号", width: 6, show: showCentre},
			help: &help{"行号，可以不填", "", ""}}},
		example: []any{"示例"},
		notes: []string{"没有登录名的不建账号，只登记在通讯录", "手机、办公电话、邮箱空着的不改已登记的内容",
			"新账号的一次性密码只在导入或确认时显示一次，请当面交给本人"},
	}
	for _, field := range importer.PeopleFields() {
		h := peopleHelp[field]
		c := formColumn{column: column{key: string(field), head: field.Chinese(), width: 12, show: showCentre}, fill: true,
			help: &h}
		if width := peopleWidths[field]; width != 0 {
			c.width = width
		}
		switch field {
		case models.PersonOrganisation:
			c.choices = f.Units
		case models.PersonPost:
			c.choices = f.Posts
		case models.PersonRole:
			c.choices = models.PersonRoleWords
		case models.PersonCapacity:
			c.choices = models.PersonCapacityWords
		case models.PersonSince, models.PersonUntil:
			c.show, c.rule = showDate, ruleDate
		}
		out.columns = append(out.columns, c)
		out.example = append(out.example, text(h.of(f.Year)))
	}
	return writeForms(w, out.title, &guide{title: out.title + "填报说明", year: f.Year, steps: []string{
		"每人每个岗位一行：一人担任几个岗位的，分行填写。",
		"单位和岗位按系统中的名称填写；没有的，导入时会逐一询问是否新增。",
		"填好后交" + f.To + "导入：先预览新增、变更、离任和有误的单元格，确认后一次生效，可以撤销。",
		"涉及账号和权限的由系统管理员导入，经安全管理员确认后生效；联络员、负责人、联系人和电话由重点项目办导入。",
		"示例中的年份为" + strconv.Itoa(f.Year) + "年，填写时以实际为准。",
	}}, out)
}

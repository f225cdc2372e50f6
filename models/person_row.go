package models

import "strings"

// PersonField is a column of a form of people and posts (人员岗位表).
type PersonField string

// The columns.
const (
	PersonName         PersonField = "name"
	PersonLogin        PersonField = "login"
	PersonOrganisation PersonField = "organisation"
	PersonPost         PersonField = "post"
	PersonRole         PersonField = "role"
	PersonCapacity     PersonField = "capacity"
	PersonSince        PersonField = "since"
	PersonUntil        PersonField = "until"
	PersonMobile       PersonField = "mobile"
	PersonOfficePhone  PersonField = "office_phone"
	PersonEmail        PersonField = "email"
	PersonDocument     PersonField = "document"
)

var personFieldWords = map[PersonField]string{
	PersonName: "姓名", PersonLogin: "登录名", PersonOrganisation: "单位", PersonPost: "岗位", PersonRole: "身份",
	PersonCapacity: "任职方式", PersonSince: "任职日期", PersonUntil: "离任日期", PersonMobile: "手机", PersonOfficePhone: "办公电话",
	PersonEmail: "邮箱", PersonDocument: "任免文件",
}

// Chinese returns the head of the column.
func (f PersonField) Chinese() string { return personFieldWords[f] }

// PersonRow is one row of a form of people and posts: a person in one place.
type PersonRow struct {
	Row          int                    `json:"row"`   // 1-based
	Cells        map[PersonField]string `json:"cells"` // cell of each column: "B5"
	Name         string                 `json:"name"`
	Login        string                 `json:"login,omitempty"` // LoginKey; "": no account
	Organisation string                 `json:"organisation,omitempty"`
	Post         string                 `json:"post,omitempty"`
	Role         RoleName               `json:"role,omitempty"` // "": not said
	Capacity     Capacity               `json:"capacity,omitempty"`
	Since        Date                   `json:"since,omitzero"`
	Until        Date                   `json:"until,omitzero"`
	Contact      Contact                `json:"contact"` // PersonID is empty
	Document     string                 `json:"document,omitempty"`
}

// PersonFinding is what is wrong with a cell of such a form, or what a person must answer: a question has options.
type PersonFinding struct {
	Cell    string         `json:"cell"`
	Error   bool           `json:"error"` // the form cannot be imported with it
	Code    string         `json:"code"`
	Message Message        `json:"message"`
	Options []PersonOption `json:"options,omitempty"`
}

// PersonOption is a possible answer to a question.
type PersonOption struct {
	Value string  `json:"value"` // "new", an ID, or the cell of another row
	Label Message `json:"label"`
}

// AnswerNew is the answer that a person, an organisation or a post is a new one.
const AnswerNew = "new"

// personWords are the words of the columns 身份 and 任职方式, folded.
var (
	personRoles = map[string]RoleName{
		"项目单位": RoleOwner, "建设单位": RoleOwner, "责任单位": RoleUnit, "主管部门": RoleUnit, "镇办": RoleUnit, "部门": RoleUnit,
		"重点项目办": RoleOffice, "项目办": RoleOffice, "领导": RoleLeader, "区领导": RoleLeader, "包保领导": RoleLeader,
		"政府办": RoleGovernment, "只读": RoleReadOnly,
	}
	personCapacities = map[string]Capacity{
		"任职": CapacityNone, "现任": CapacityNone, "否": CapacityNone, "代理": CapacityActing, "主持": CapacityActing,
		"主持工作": CapacityActing, "是": CapacityActing, "代理、主持": CapacityActing, "联络员": CapacityLiaison,
		"负责人": CapacityHead, "主要负责人": CapacityHead, "联系人": CapacityContact, "经办人": CapacityContact,
	}
)

// PersonRoleWords and PersonCapacityWords are what the form offers to choose from.
var (
	PersonRoleWords     = []string{"项目单位", "责任单位", "重点项目办", "领导", "政府办", "只读"}
	PersonCapacityWords = []string{"任职", "代理", "联络员", "负责人", "联系人"}
)

// PersonRoleOf reads a word of the column 身份; found is false for one that is not known.
func PersonRoleOf(word string) (role RoleName, found bool) {
	role, found = personRoles[NameKey(word)]
	return role, found
}

// PersonCapacityOf reads a word of the column 任职方式; found is false for one that is not known.
func PersonCapacityOf(word string) (capacity Capacity, found bool) {
	capacity, found = personCapacities[NameKey(word)]
	return capacity, found
}

// PersonNameOf returns a name as it is kept: offices space short names out (成  斌). The words of a name in Latin letters
// keep one space.
func PersonNameOf(text string) string {
	words := strings.Fields(text)
	for _, w := range words {
		for _, r := range w {
			if r < 0x80 {
				return strings.Join(words, " ")
			}
		}
	}
	return strings.Join(words, "")
}

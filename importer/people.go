package importer

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// PeopleForm is a form of people and posts (人员岗位表) as it was read.
type PeopleForm struct {
	Sheet    string                 `json:"sheet"`
	SHA256   string                 `json:"sha256"`
	Rows     []models.PersonRow     `json:"rows"`
	Findings []models.PersonFinding `json:"findings"` // of cells that cannot be read
}

// peopleHeads are the words by which the columns are recognised, folded.
var peopleHeads = map[string]models.PersonField{
	"姓名": models.PersonName, "人员姓名": models.PersonName,
	"登录名": models.PersonLogin, "账号": models.PersonLogin, "登录账号": models.PersonLogin, "用户名": models.PersonLogin,
	"单位": models.PersonOrganisation, "所在单位": models.PersonOrganisation, "工作单位": models.PersonOrganisation,
	"单位名称": models.PersonOrganisation, "部门": models.PersonOrganisation,
	"岗位": models.PersonPost, "职务": models.PersonPost, "现任职务": models.PersonPost, "岗位(职务)": models.PersonPost,
	"身份": models.PersonRole, "角色": models.PersonRole,
	"任职方式": models.PersonCapacity, "是否主持": models.PersonCapacity, "是否代理": models.PersonCapacity,
	"是否主持/代理": models.PersonCapacity,
	"任职日期":    models.PersonSince, "任职时间": models.PersonSince, "到任日期": models.PersonSince, "到任时间": models.PersonSince,
	"离任日期": models.PersonUntil, "离任时间": models.PersonUntil, "任期至": models.PersonUntil,
	"手机": models.PersonMobile, "手机号": models.PersonMobile, "手机号码": models.PersonMobile, "移动电话": models.PersonMobile,
	"联系电话": models.PersonMobile, "联系方式": models.PersonMobile, "电话": models.PersonMobile,
	"办公电话": models.PersonOfficePhone, "办公室电话": models.PersonOfficePhone, "座机": models.PersonOfficePhone,
	"邮箱": models.PersonEmail, "电子邮箱": models.PersonEmail, "email": models.PersonEmail, "e-mail": models.PersonEmail,
	"任免文件": models.PersonDocument, "任职文件": models.PersonDocument, "文号": models.PersonDocument,
}

// peopleNotes begin the first cell of rows that are no people.
var peopleNotes = []string{"示例", "填报人", "填表人", "制表", "审核人", "注", "说明", "合计"}

// peopleSearch is how many rows from the top the header may begin in.
const peopleSearch = 20

// ReadPeople reads a form of people and posts from a workbook of any format that is read. Errors are those of Inspect,
// and KindInvalid "no_people_table".
func ReadPeople(name string, content []byte) (PeopleForm, error) {
	sheets, err := sheet.Read(name, content, sheet.DefaultLimits)
	if err != nil {
		return PeopleForm{}, err
	}
	sum := sha256.Sum256(content)
	for _, s := range sheets {
		if s.Grid == nil || s.Hidden || s.Name == GuideSheet || s.Name == DictionarySheet {
			continue
		}
		if at, columns, found := peopleHeader(s.Grid); found {
			r := peopleReader{grid: s.Grid, columns: columns, form: PeopleForm{Sheet: s.Name,
				SHA256: hex.EncodeToString(sum[:]), Rows: []models.PersonRow{}, Findings: []models.PersonFinding{}}}
			for _, row := range s.Grid.Rows {
				if row.Number > at {
					r.row(row)
				}
			}
			return r.form, nil
		}
	}
	return PeopleForm{}, sheet.Refuse("no_people_table", "“%s”中没有找到人员岗位表：表头须有“姓名”，以及“单位”“岗位”“手机”等列，可下载空表填写", name)
}

// peopleHeader finds the row of the header: a name and another column.
func peopleHeader(g *sheet.Grid) (row int, columns map[models.PersonField]int, found bool) {
	for _, r := range g.Rows[:min(len(g.Rows), peopleSearch)] {
		columns := map[models.PersonField]int{}
		for _, c := range r.Cells {
			field, known := peopleHeads[strings.ToLower(c.Fold())]
			if _, taken := columns[field]; known && !taken {
				columns[field] = c.Column
			}
		}
		if columns[models.PersonName] != 0 && len(columns) > 1 {
			return r.Number, columns, true
		}
	}
	return 0, nil, false
}

// peopleReader reads the rows of one form.
type peopleReader struct {
	grid    *sheet.Grid
	columns map[models.PersonField]int
	form    PeopleForm
}

// at returns the cell of a field: that of the merged block that covers it.
func (r *peopleReader) at(row int, field models.PersonField) (sheet.Cell, string) {
	column := r.columns[field]
	if column == 0 {
		return sheet.Cell{}, ""
	}
	for _, m := range r.grid.Merges {
		if m.Top <= row && row <= m.Bottom && m.Left <= column && column <= m.Right {
			return r.grid.At(m.Top, m.Left), sheet.CellName(m.Top, m.Left)
		}
	}
	return r.grid.At(row, column), sheet.CellName(row, column)
}

// row reads one row. Titles between rows, notes and the example are left out.
func (r *peopleReader) row(row sheet.Row) {
	filled := 0
	for _, c := range row.Cells {
		if !c.IsBare() {
			filled++
		}
	}
	if filled < 2 || slices.ContainsFunc(peopleNotes, func(word string) bool {
		return strings.HasPrefix(row.Cells[0].Fold(), word)
	}) {
		return
	}
	out := models.PersonRow{Row: row.Number, Cells: map[models.PersonField]string{}}
	text := func(field models.PersonField) string {
		c, name := r.at(row.Number, field)
		out.Cells[field] = name
		if c.Kind == sheet.Failed || c.Kind == sheet.Unknown {
			r.wrong(name, "formula_error", models.Messagef("%s 为公式错误 %s，请改为文字", name, c.Text))
			return ""
		}
		shown := strings.TrimSpace(sheet.Display(c))
		if field != models.PersonName && sheet.SaysNothing(shown) {
			return ""
		}
		return shown
	}
	out.Name = models.PersonNameOf(text(models.PersonName))
	out.Organisation = strings.Join(strings.Fields(text(models.PersonOrganisation)), "")
	out.Post = strings.Join(strings.Fields(text(models.PersonPost)), "")
	out.Document = text(models.PersonDocument)
	if login := text(models.PersonLogin); login != "" {
		var err error
		if out.Login, err = models.CheckLogin(login); err != nil {
			r.refused(out.Cells[models.PersonLogin], err)
		}
	}
	r.words(&out, text(models.PersonRole), text(models.PersonCapacity))
	out.Since = r.date(row.Number, models.PersonSince, false)
	out.Until = r.date(row.Number, models.PersonUntil, true)
	r.contact(&out, text)
	r.form.Rows = append(r.form.Rows, out)
}

func (r *peopleReader) wrong(cell, code string, m models.Message) {
	r.form.Findings = append(r.form.Findings, models.PersonFinding{Cell: cell, Error: true, Code: code, Message: m})
}

func (r *peopleReader) refused(cell string, err error) {
	e := models.AsError(err)
	r.wrong(cell, e.Code, e.Message)
}

// words reads the columns with a list of words.
func (r *peopleReader) words(out *models.PersonRow, role, capacity string) {
	var known bool
	if role != "" {
		if out.Role, known = models.PersonRoleOf(role); !known {
			r.wrong(out.Cells[models.PersonRole], "bad_role", models.Messagef("身份“%s”无法识别，应为%s", role,
				strings.Join(models.PersonRoleWords, "、")))
		}
	}
	if capacity != "" {
		if out.Capacity, known = models.PersonCapacityOf(capacity); !known {
			r.wrong(out.Cells[models.PersonCapacity], "bad_capacity", models.Messagef("任职方式“%s”无法识别，应为%s", capacity,
				strings.Join(models.PersonCapacityWords, "、")))
		}
	}
}

// date reads a day. A month is its first day for a beginning and its last for an end.
func (r *peopleReader) date(row int, field models.PersonField, end bool) models.Date {
	c, name := r.at(row, field)
	if name == "" || c.IsBare() {
		return 0
	}
	read := dateOf(c, r.grid.Epoch, 0)
	switch {
	case read.code != "" || read.year || read.day != 0 && read.precision == models.PrecisionQuarter:
		r.wrong(name, "bad_date", models.Messagef("%s“%s”不是日期，应为 2021-06-30 这样的写法", models.WordOf(field),
			sheet.Display(c)))
		return 0
	case read.precision == models.PrecisionMonth && !end:
		return read.day.Month().First()
	}
	return read.day
}

// contact reads phones and addresses. A column 联系电话 may hold either kind of phone.
func (r *peopleReader) contact(out *models.PersonRow, text func(models.PersonField) string) {
	phone := text(models.PersonMobile)
	mobile := models.Contact{Mobile: phone}
	if _, err := models.CheckContact(mobile); err != nil && r.columns[models.PersonOfficePhone] == 0 {
		mobile = models.Contact{OfficePhone: phone}
	}
	fixed := models.Contact{OfficePhone: text(models.PersonOfficePhone)}
	mail := models.Contact{Email: text(models.PersonEmail)}
	for _, one := range []struct {
		cell    string
		contact models.Contact
	}{
		{out.Cells[models.PersonMobile], mobile}, {out.Cells[models.PersonOfficePhone], fixed},
		{out.Cells[models.PersonEmail], mail},
	} {
		checked, err := models.CheckContact(one.contact)
		if err != nil {
			r.refused(one.cell, err)
			continue
		}
		out.Contact = out.Contact.Merge(checked)
	}
}

// PeopleFields lists the columns of the form in their order.
func PeopleFields() []models.PersonField {
	return []models.PersonField{
		models.PersonName, models.PersonOrganisation, models.PersonPost, models.PersonRole, models.PersonCapacity,
		models.PersonSince, models.PersonUntil, models.PersonLogin, models.PersonMobile, models.PersonOfficePhone,
		models.PersonEmail, models.PersonDocument,
	}
}

package models

import (
	"fmt"
	"slices"
	"strings"
)

// UrgentTable is a table that a higher office asks for within hours (急报表): its own form, filled from what is on record
// and from columns that are collected from the units. What is collected is for scheduling, never statistics.
type UrgentTable struct {
	ID          string `gorm:"primaryKey"` // UrgentTableID; on the forms that go out
	ProgrammeID string
	Year        int
	Number      int // within the year, from 1
	Name        string
	Month       Month // of the figures that the form is filled with
	To          UrgentReceiver
	CityMajor   bool           // only the projects of the city's list
	Due         Instant        // 报送时限
	Columns     []UrgentColumn `gorm:"serializer:json"` // to be collected
	Basis       string         // 文号 of the document that asks for it; "" where none is on record
	ByID        string
	ByName      string
	At          Instant
	ClosedAt    Instant // 0: open
	ClosedBy    string
}

// UrgentReceiver is who answers.
type UrgentReceiver string

// The receivers.
const (
	UrgentToOwners UrgentReceiver = "owner" // 项目单位
	UrgentToUnits  UrgentReceiver = "unit"  // 责任单位
)

// Chinese returns the receivers' name.
func (r UrgentReceiver) Chinese() Word {
	if r == UrgentToUnits {
		return "责任单位"
	}
	return "项目单位"
}

// UrgentColumn is one collected column.
type UrgentColumn struct {
	Key    string     `json:"key"` // within the table: "c1"
	Name   string     `json:"name"`
	Kind   UrgentKind `json:"kind"`
	Header string     `json:"header,omitempty"` // key of the form's column it fills; "": it is not in the form
	// Optional: a project is answered without it
	Optional bool `json:"optional,omitempty"`
}

// UrgentForm is the form of an urgent table as it was sent to the office.
type UrgentForm struct {
	TableID  string `gorm:"primaryKey"`
	FileName string
	Content  string // base64
	Columns  string // JSON of what its columns are filled with
}

// UrgentValue is what one project answered to one column.
type UrgentValue struct {
	TableID    string `gorm:"primaryKey"`
	ProjectID  string `gorm:"primaryKey"`
	Column     string `gorm:"primaryKey"` // UrgentColumn.Key
	Text       string // as UrgentKind.Value returns it
	OnBehalfOf string // 代填: for whom; "" for the receiver's own
	Paper      string // file it was taken from; "" on the page
	ByID       string
	ByName     string
	At         Instant
}

// UrgentEntry is a new urgent table as a person enters it.
type UrgentEntry struct {
	Name      string         `json:"name"`
	Month     Month          `json:"month"`
	To        UrgentReceiver `json:"to"`
	CityMajor bool           `json:"city_major,omitempty"`
	Due       Instant        `json:"due"`
	Columns   []UrgentColumn `json:"columns,omitempty"` // Name and Kind
}

const (
	urgentColumns = 20 // most columns of a table
	urgentName    = 60 // most characters of a name
)

// OpenUrgentTable makes a table of a programme. number is its number within the year. Errors: KindInvalid.
func OpenUrgentTable(p Programme, number int, e UrgentEntry, by Actor, now Instant) (UrgentTable, error) {
	t := UrgentTable{ID: fmt.Sprintf("JB-%d-%03d", p.Year, number), ProgrammeID: p.ID, Year: p.Year, Number: number,
		Name: strings.TrimSpace(e.Name), Month: e.Month, To: e.To, CityMajor: e.CityMajor, Due: e.Due, ByID: by.ID,
		ByName: by.Name, At: now}
	switch {
	case t.Name == "" || len([]rune(t.Name)) > urgentName:
		return t, Errorf(KindInvalid, "name_missing", "请填写表名，不超过 %d 个字", urgentName)
	case t.Month.Year() != p.Year:
		return t, Errorf(KindInvalid, "month_outside_year", "%s 不在“%s”的年度内，请选择 %d 年的月份", t.Month, p.Name, p.Year)
	case t.To != UrgentToOwners && t.To != UrgentToUnits:
		return t, Errorf(KindInvalid, "bad_receiver", "报送对象“%s”无效，应为 owner（项目单位）或 unit（责任单位）", t.To)
	case t.Due <= now:
		return t, Errorf(KindInvalid, "due_past", "报送时限 %s 已过，请填写以后的时间", t.Due.Minute())
	}
	columns, err := t.withColumns(e.Columns)
	t.Columns = columns
	return t, err
}

// WithColumns returns the table's collected columns replaced by others. A column keeps its key by its name, so that
// what was answered stays. Errors: KindInvalid; KindConflict when an answered column would disappear or change its
// kind.
func (t UrgentTable) WithColumns(columns []UrgentColumn, values []UrgentValue) ([]UrgentColumn, error) {
	out, err := t.withColumns(columns)
	if err != nil {
		return nil, err
	}
	for _, before := range t.Columns {
		i := slices.IndexFunc(out, func(c UrgentColumn) bool { return c.Key == before.Key })
		answered := slices.ContainsFunc(values, func(v UrgentValue) bool { return v.Column == before.Key })
		if answered && (i < 0 || out[i].Kind != before.Kind) {
			return nil, Errorf(KindConflict, "column_answered", "“%s”已有单位填报，不能删除或更改类型", before.Name)
		}
	}
	return out, nil
}

func (t UrgentTable) withColumns(columns []UrgentColumn) ([]UrgentColumn, error) {
	if len(columns) > urgentColumns {
		return nil, Errorf(KindInvalid, "too_many_columns", "一张急报表最多收集 %d 列", urgentColumns)
	}
	out, next := []UrgentColumn{}, 1
	for _, c := range t.Columns {
		var n int
		if _, err := fmt.Sscanf(c.Key, "c%d", &n); err == nil {
			next = max(next, n+1)
		}
	}
	for _, c := range columns {
		c.Name = strings.TrimSpace(c.Name)
		switch {
		case c.Name == "" || len([]rune(c.Name)) > urgentName:
			return nil, Errorf(KindInvalid, "column_name_missing", "请填写要收集的列的名称，不超过 %d 个字", urgentName)
		case c.Kind.Chinese() == "":
			return nil, Errorf(KindInvalid, "bad_column_kind", "“%s”的类型“%s”无效，应为 text（文字）、number（数字）或 date（日期）", c.Name, c.Kind)
		case slices.ContainsFunc(out, func(o UrgentColumn) bool { return NameKey(o.Name) == NameKey(c.Name) }):
			return nil, Errorf(KindInvalid, "column_twice", "“%s”一列出现两次，请改名", c.Name)
		}
		c.Key = ""
		for _, before := range t.Columns {
			if NameKey(before.Name) == NameKey(c.Name) {
				c.Key, c.Optional = before.Key, before.Optional || c.Optional
			}
		}
		if c.Key == "" {
			c.Key = fmt.Sprintf("c%d", next)
			next++
		}
		out = append(out, c)
	}
	return out, nil
}

// Asks reports whether a project is in the table.
func (t UrgentTable) Asks(p Project, cityMajor bool) bool {
	return p.Status == ProjectOpen && (cityMajor || !t.CityMajor)
}

// CanAnswerUrgent returns nil when the actor may answer for a project; onBehalf is true unless the actor is of the
// receiver itself.
func CanAnswerUrgent(a Actor, t UrgentTable, p Project) (onBehalf bool, err error) {
	if onBehalf, err = CanFill(a, p); err != nil {
		return onBehalf, err
	}
	if t.To == UrgentToUnits {
		onBehalf = !a.has(RoleUnit, p.ResponsibleUnitID)
	}
	return onBehalf, nil
}

// Required returns the keys of the columns without whose answer a project is not answered.
func (t UrgentTable) Required() []string {
	keys := []string{}
	for _, c := range t.Columns {
		if !c.Optional {
			keys = append(keys, c.Key)
		}
	}
	return keys
}

// UrgentTableNotFound returns the KindNotFound error for a table that does not exist or that the actor may not see.
func UrgentTableNotFound(id string) *Error {
	return Errorf(KindNotFound, "urgent_table_not_found", "没有找到急报表“%s”，请核对编号", id)
}

// UrgentTableClosed returns the KindConflict error for a table that is closed.
func UrgentTableClosed() *Error {
	return Errorf(KindConflict, "urgent_table_closed", "该急报表已结束，不能再填报或更改")
}

package models

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// PlatformComparison is an export of a province's or city's platform as it was compared with the figures on record. It
// is written once: what was compared on that day stays.
type PlatformComparison struct {
	ID          string `gorm:"primaryKey"`
	ProgrammeID string
	Month       Month
	Platform    string // whose export, as the office calls it
	FileName    string
	SHA256      string `gorm:"column:sha256"`
	Sheet       string
	Basis       PlatformBasis
	Unit        Unit
	Step        Money           `gorm:"column:step_fen"` // in which the export states amounts
	Closing     int             // version of the closing that was compared with; 0: the month was not closed
	Notes       []StoredMessage `gorm:"serializer:json"` // what was odd in the file
	Lines       string          // JSON of the lines
	ByID        string
	ByName      string
	At          Instant
}

// TableName names the table.
func (PlatformComparison) TableName() string { return "platform_comparisons" }

// PlatformEntry is what a person says about an export.
type PlatformEntry struct {
	Month    Month         `json:"month"`
	Platform string        `json:"platform,omitempty"`
	Unit     Unit          `json:"unit,omitempty"`  // of amounts whose unit the file does not state
	Basis    PlatformBasis `json:"basis,omitempty"` // "": chosen by what the file states
}

// maxPlatformName is the most characters of a platform's name.
const maxPlatformName = 40

// Check returns the entry with its name trimmed. Errors: KindInvalid.
func (e PlatformEntry) Check(p Programme, today Date) (PlatformEntry, error) {
	e.Platform = strings.TrimSpace(e.Platform)
	switch {
	case len([]rune(e.Platform)) > maxPlatformName:
		return e, Errorf(KindInvalid, "text_too_long", "%s内容过长，应在 %d 字以内", Word("平台名称"), maxPlatformName)
	case e.Month.Year() != p.Year:
		return e, Errorf(KindInvalid, "month_outside_year", "%s 不在“%s”的年度内，请选择 %d 年的月份", e.Month, p.Name, p.Year)
	case e.Month > today.Month():
		return e, Errorf(KindInvalid, "month_ahead", "%s 尚未开始，没有可比对的数据，请核对月份", e.Month)
	case e.Unit != UnitNone && e.Unit.Fen() == 0:
		return e, Errorf(KindInvalid, "unit_missing", "金额单位“%s”无效，应为元、万元或亿元", Word(e.Unit))
	case e.Basis != "" && !slices.Contains(PlatformBases, e.Basis):
		return e, Errorf(KindInvalid, "bad_basis", "比对口径“%s”无效，应为 year_to_date（本年累计）、to_date（自开始累计）或 month（本月）",
			Word(e.Basis))
	}
	return e, nil
}

// WithLines returns the comparison with its lines.
func (c PlatformComparison) WithLines(lines []PlatformLine) (PlatformComparison, error) {
	text, err := json.Marshal(lines)
	c.Lines = string(text)
	return c, err
}

// Read returns the lines of the comparison.
func (c PlatformComparison) Read() (lines []PlatformLine, err error) {
	if err := json.Unmarshal([]byte(c.Lines), &lines); err != nil {
		return nil, fmt.Errorf("lines of comparison %s: %w", c.ID, err)
	}
	return lines, nil
}

// SentDifference is a project whose figure on record is not the one that went up to the city.
type SentDifference struct {
	ProjectID string `json:"project_id"`
	Year      int    `json:"year"`
	Code      string `json:"code"`
	Name      string `json:"name"`
	Sent      *Money `json:"sent_fen"`
	Now       *Money `json:"now_fen"`
}

// SentDifferences compares the figures that went up for a month with those on record now. What went up is frozen: a
// difference goes into the current month (当月冲减), and is named until then.
func SentDifferences(sent, now ProgrammeFigures) []SentDifference {
	found := []SentDifference{}
	for _, l := range sent.Lines {
		d := SentDifference{ProjectID: l.ProjectID, Year: l.Year, Code: l.Code, Name: l.Name, Sent: l.Approved}
		if today, listed := now.Line(l.ProjectID); listed {
			d.Now = today.Approved
		}
		if (d.Sent == nil) != (d.Now == nil) || d.Sent != nil && *d.Sent != *d.Now {
			found = append(found, d)
		}
	}
	return found
}

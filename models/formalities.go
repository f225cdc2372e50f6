package models

import (
	"regexp"
	"slices"
	"strings"
)

// Formalities is what is on record of a project besides its plan: its code, its dates of start, and what is missing for
// its entry in statistics. None of it is a ground of supervision.
type Formalities struct {
	ProjectID         string `gorm:"primaryKey"`
	ApprovalCode      string // 投资项目代码, as text
	EnteredOn         Date   // 进场或开工仪式
	StatisticsStartOn Date   // 统计开工
	Missing           string // what the entry in statistics still lacks
	ByName            string
	At                Instant
}

// FormalitiesEntry is what a person enters: formalities, and whether the project is entered in statistics.
type FormalitiesEntry struct {
	ApprovalCode      string `json:"approval_code"`
	EnteredOn         Date   `json:"entered_on"`
	StatisticsStartOn Date   `json:"statistics_start_on"`
	InStatistics      Answer `json:"in_statistics"`
	StatisticsCode    string `json:"statistics_code"`
	StatisticsOn      Date   `json:"statistics_on"`
	Missing           string `json:"missing"`
}

// Check returns the entry with its texts trimmed. Errors: KindInvalid.
func (e FormalitiesEntry) Check(today Date) (FormalitiesEntry, error) {
	e.StatisticsCode, e.Missing = strings.TrimSpace(e.StatisticsCode), strings.TrimSpace(e.Missing)
	code, err := CheckProjectCode(e.ApprovalCode)
	if err != nil {
		return e, err
	}
	e.ApprovalCode = code
	switch {
	case e.InStatistics != Yes && e.InStatistics != No && e.InStatistics != NotSaid:
		return e, Errorf(KindInvalid, "bad_answer", "是否纳统应为 yes（是）、no（否）或不填")
	case e.InStatistics != Yes && (e.StatisticsCode != "" || e.StatisticsOn != 0):
		return e, Errorf(KindInvalid, "not_in_statistics", "没有纳统的，不填纳统编码和日期")
	case len([]rune(e.StatisticsCode)) > maxNumber:
		return e, Errorf(KindInvalid, "text_too_long", "%s内容过长，应在 %d 字以内", Word("纳统编码"), maxNumber)
	case len([]rune(e.Missing)) > maxReasonLength:
		return e, Errorf(KindInvalid, "text_too_long", "%s内容过长，应在 %d 字以内", Word("所缺材料"), maxReasonLength)
	}
	for _, d := range []Date{e.EnteredOn, e.StatisticsStartOn, e.StatisticsOn} {
		if InFuture(d, today) {
			return e, Errorf(KindInvalid, "date_future", "日期 %s 晚于今天（%s），请更正", d, today)
		}
	}
	return e, nil
}

// provinces are the first two digits of the area in a project's code.
var provinces = strings.Fields(
	"11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 " +
		"64 65 66 71 81 82")

var (
	projectCode = regexp.MustCompile(`^\d{4}-(\d{2})\d{4}-\d{2}-\d{2}-\d{6}$`)
	bareCode    = regexp.MustCompile(`^\d{20}$`)
	olderCode   = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z〔〕()（）\[\]-]{3,39}$`)
)

// CheckProjectCode returns a code of a project (GB/T 40058-2021: 2021-370303-48-01-123456, 24 characters) as text, with
// its hyphens. The check digit is not judged; codes from before the standard are taken as they are. "" is no code.
// Errors: KindInvalid when the area is unknown, or the text is no code at all.
func CheckProjectCode(text string) (string, error) {
	code := strings.ToUpper(strings.Join(strings.Fields(text), ""))
	code = strings.NewReplacer("－", "-", "—", "-", "–", "-").Replace(code)
	if bareCode.MatchString(code) {
		code = strings.Join([]string{code[:4], code[4:10], code[10:12], code[12:14], code[14:]}, "-")
	}
	switch found := projectCode.FindStringSubmatch(code); {
	case code == "":
		return "", nil
	case found != nil && !slices.Contains(provinces, found[1]):
		return code, Errorf(KindInvalid, "bad_area", "项目代码“%s”中的地区 %s 不是行政区划代码，请核对", code, code[5:11])
	case found == nil && !olderCode.MatchString(code):
		return code, Errorf(KindInvalid, "bad_project_code", "项目代码“%s”无法识别，应为 2021-370303-48-01-123456 这样的 24 位", text)
	}
	return code, nil
}

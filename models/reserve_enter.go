package models

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Enter returns the application with what a person entered, trimmed and checked. It may lack what Apply asks for. now
// is the moment of the entry. Errors: KindInvalid.
func (r Reserve) Enter(e ReserveEntry, now Instant) (Reserve, error) {
	for _, text := range []*string{&e.Code, &e.ApprovalCode, &e.Name, &e.Owner, &e.Unit, &e.Sector, &e.Place, &e.Scale,
		&e.Goal, &e.Funding, &e.Contact, &e.Phone} {
		*text = strings.TrimSpace(*text)
	}
	r.ReserveEntry, r.NameKey = e, NameKey(e.Name)
	long := func(text string, most int) bool { return utf8.RuneCountInString(text) > most }
	switch {
	case r.Year < now.Date().Year() || r.Year > now.Date().Year()+5:
		return r, Errorf(KindInvalid, "bad_year", "申报年度 %d 有误，应为 %d 至 %d 年", r.Year, now.Date().Year(), now.Date().Year()+5)
	case e.Name == "":
		return r, Errorf(KindInvalid, "name_missing", "请填写项目名称")
	case e.Unit == "":
		return r, Errorf(KindInvalid, "unit_missing", "请填写责任单位")
	case e.Stage != StageUnknown && e.Stage.Chinese() == "":
		return r, Errorf(KindInvalid, "bad_stage", "项目性质应为新开工、续建或竣工投产")
	case e.Investor != InvestorUnknown && e.Investor.Chinese() == "":
		return r, Errorf(KindInvalid, "bad_investor", "投资主体应为政府投资、国有企业投资或社会投资")
	case e.Total < 0 || e.AnnualPlan < 0 || e.ToEndOfLastYear < 0:
		return r, Errorf(KindInvalid, "bad_amount", "金额不能为负数，请核对")
	case e.Total != 0 && e.AnnualPlan > e.Total-e.ToEndOfLastYear:
		return r, Errorf(KindInvalid, "plan_over_total", "%d年计划投资 %s 超过总投资减至上年底累计完成投资的余额 %s，请核对", r.Year,
			e.AnnualPlan.InWanYuan(), (e.Total - e.ToEndOfLastYear).InWanYuan())
	case e.Start != 0 && e.Finish != 0 && e.Finish < e.Start:
		return r, Errorf(KindInvalid, "bad_finish", "计划竣工时间早于计划开工时间，请核对")
	case long(e.Code, 40) || long(e.ApprovalCode, 60):
		return r, Errorf(KindInvalid, "code_too_long", "项目编码应在 40 字以内，投资项目代码应在 60 字以内")
	case long(e.Name, maxMeetingText) || long(e.Owner, maxMeetingText) || long(e.Unit, maxMeetingText) ||
		long(e.Sector+e.Place+e.Funding, maxNoteLength) || long(e.Scale, maxNoteLength) || long(e.Goal, maxNoteLength) ||
		long(e.Contact+e.Phone, maxMeetingText):
		return r, Errorf(KindInvalid, "text_too_long", "内容过长，名称和单位应在 %d 字以内，建设内容和目标应在 %d 字以内", maxMeetingText,
			maxNoteLength)
	}
	if _, err := CheckContact(Contact{OfficePhone: e.Phone}); err != nil {
		return r, Errorf(KindInvalid, "bad_phone", "联系电话应为手机或带区号的办公电话，请核对")
	}
	return r, nil
}

// Missing lists in words what an application still lacks before it can be handed in.
func (e ReserveEntry) Missing() []Word {
	var out []Word
	for _, one := range []struct {
		word Word
		none bool
	}{
		{"项目单位", e.Owner == ""}, {"项目性质", e.Stage == StageUnknown}, {"投资主体", e.Investor == InvestorUnknown},
		{"建设内容及规模", e.Scale == ""}, {"总投资", e.Total == 0}, {"年度计划投资", e.AnnualPlan == 0}, {"计划开工时间", e.Start == 0},
		{"计划竣工时间", e.Finish == 0}, {"资金来源", e.Funding == ""}, {"联系人", e.Contact == ""}, {"联系电话", e.Phone == ""},
	} {
		if one.none {
			out = append(out, one.word)
		}
	}
	return out
}

// complete returns nil when the application has everything that is asked for.
func (f ReserveFacts) complete() error {
	if missing := f.Missing(); len(missing) > 0 {
		words := Words{Mark: "、"}
		for _, word := range missing {
			words.Items = append(words.Items, Message{Text: string(word), Format: string(word)})
		}
		return Errorf(KindInvalid, "reserve_incomplete", "“%s”还缺：%s。请补充后申报", f.Name, words)
	}
	return nil
}

// NextReserveCode returns the next free code of a year's applications: CB-2027-001.
func NextReserveCode(year int, taken []string) string {
	prefix, last := fmt.Sprintf("CB-%d-", year), 0
	for _, code := range taken {
		if n, err := strconv.Atoi(strings.TrimPrefix(code, prefix)); err == nil && strings.HasPrefix(code, prefix) {
			last = max(last, n)
		}
	}
	return fmt.Sprintf("%s%03d", prefix, last+1)
}

// ReserveKnown is a project on record, or another application, that an application is compared with.
type ReserveKnown struct {
	ID           string // of an application; "": a project
	Year         int
	List         string // name of the programme; "" of an application
	Code         string
	ApprovalCode string
	Name         string
	NameKey      string
	Open         bool // it is followed, or pursued
}

// ReserveLike is another project or application of the same code or name.
type ReserveLike struct {
	ID        string `json:"application,omitempty"` // "": a project
	Year      int    `json:"year"`
	List      string `json:"list,omitempty"`
	Code      string `json:"code"`
	Name      string `json:"name"`
	By        string `json:"by"`        // in what they agree: code, approval_code, name
	Continues bool   `json:"continues"` // the application goes on with it
}

// Sentence says what is alike.
func (l ReserveLike) Sentence() Message {
	what := map[string]Word{"code": "项目编码", "approval_code": "投资项目代码", "name": "项目名称"}[l.By]
	switch {
	case l.Continues:
		return Messagef("续建“%s”项目“%s”（%s）", l.List, l.Name, l.Code)
	case l.ID == "":
		return Messagef("与“%s”项目“%s”（%s）%s相同", l.List, l.Name, l.Code, what)
	}
	return Messagef("与%d年储备项目“%s”（%s）%s相同", l.Year, l.Name, l.Code, what)
}

// Compare finds what an application has in common with what is on record, and the list on which it stands already. A
// project of an earlier year of which the application says that it goes on is no duplicate.
func (r Reserve) Compare(known []ReserveKnown) (like []ReserveLike, planned string) {
	goesOn := r.Stage == StageCarried || r.Stage == StageCompleting
	for _, k := range known {
		by := r.alike(k)
		switch {
		case by == "" || k.ID == r.ID && k.ID != "":
		case k.ID == "" && k.Year == r.Year && by == "code" && r.State == ReserveListed:
			planned = k.List
		case k.Open:
			like = append(like, ReserveLike{ID: k.ID, Year: k.Year, List: k.List, Code: k.Code, Name: k.Name, By: by,
				Continues: k.ID == "" && k.Year < r.Year && goesOn})
		}
	}
	return like, planned
}

// alike says in what an application agrees with what is on record; "" for nothing.
func (r Reserve) alike(k ReserveKnown) string {
	switch {
	case r.Code != "" && strings.EqualFold(r.Code, k.Code):
		return "code"
	case r.ApprovalCode != "" && strings.EqualFold(r.ApprovalCode, k.ApprovalCode):
		return "approval_code"
	case r.NameKey == k.NameKey:
		return "name"
	}
	return ""
}

// CheckCode refuses a code that another application of the year has, or that is a project's of which this is not the
// continuation.
func (r Reserve) CheckCode(known []ReserveKnown) error {
	like, _ := r.Compare(known)
	for _, l := range like {
		switch {
		case l.By != "code" || l.Continues:
		case l.ID != "" && l.Year == r.Year:
			return Errorf(KindConflict, "code_taken", "项目编码“%s”已用于储备项目“%s”，请核对，或留空由系统编号", r.Code, l.Name)
		case l.ID == "":
			return Errorf(KindConflict, "code_taken", "项目编码“%s”是“%s”项目“%s”；续建项目请将项目性质选为“续建”，新项目请换一个编码或留空", r.Code,
				l.List, l.Name)
		}
	}
	return nil
}

// Doubles returns what an application may be a duplicate of.
func (f ReserveFacts) Doubles() []ReserveLike {
	return slices.DeleteFunc(slices.Clone(f.Like), func(l ReserveLike) bool { return l.Continues })
}

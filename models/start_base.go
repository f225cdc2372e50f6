package models

// StartBase is how many projects of a list have started, by each of the three dates of a start, and the base of the
// rate: implementation projects (建设类) that are followed.
type StartBase struct {
	Base       int `json:"base"`
	Entered    int `json:"entered"`    // 进场或开工仪式
	Permitted  int `json:"permitted"`  // 施工许可证
	Statistics int `json:"statistics"` // 统计开工
}

// With returns the counts with one more project; a date of 0 is not known.
func (b StartBase) With(p Project, entered, permitted, statistics Date) StartBase {
	if p.Category == Preparatory || p.Status == ProjectClosed {
		return b
	}
	b.Base++
	for _, one := range []struct {
		on    Date
		count *int
	}{{entered, &b.Entered}, {permitted, &b.Permitted}, {statistics, &b.Statistics}} {
		if one.on != 0 {
			*one.count++
		}
	}
	return b
}

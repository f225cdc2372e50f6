package tracking

import (
	"slices"

	"duban/importer/compare"
	"duban/models"
)

// ImportEffect is what committing an upload does to figures and milestones: what becomes approved (审定) without a
// review, and what is entered for the owners and waits for one.
type ImportEffect struct {
	FromOwners bool           `json:"from_owners"` // everything is submitted on behalf of the owners
	Forms      int            `json:"forms"`       // sheets that are forms made by Duban, known by their ID
	Months     int            `json:"months"`      // months that become approved
	Milestones int            `json:"milestones"`  // milestones that become finished
	Waiting    int            `json:"waiting"`     // submissions that wait for review
	Message    models.Message `json:"message,omitzero"`
}

// ownersForms reports whether every sheet that is read is a form that Duban made for a project: what it states comes
// from the owner.
func (in readUpload) ownersForms() bool {
	read := 0
	for _, s := range in.book.Sheets {
		if !s.Skipped.IsZero() {
			continue
		}
		if read++; s.Form == "" {
			return false
		}
	}
	return read > 0
}

// effect describes what committing does.
func (st *staging) effect() ImportEffect {
	e := ImportEffect{FromOwners: st.upload.Choices.FromOwners, Waiting: len(st.taken)}
	for _, s := range st.in.book.Sheets {
		if s.Form != "" && s.Skipped.IsZero() {
			e.Forms++
		}
	}
	if !e.FromOwners {
		e.count(st.diff.Changes)
	}
	e.Message = e.words()
	return e
}

// words says it; a message without text says nothing.
func (e ImportEffect) words() models.Message {
	switch {
	case e.FromOwners && e.Forms > 0 && e.Waiting > 0:
		return models.Messagef("这是督办制作的填报表，按项目单位所填记为代填：%d 项等待审定，没有内容直接成为审定数", e.Waiting)
	case e.FromOwners && e.Waiting > 0:
		return models.Messagef("按项目单位所填记为代填：%d 项等待审定，没有内容直接成为审定数", e.Waiting)
	case e.Months > 0 && e.Milestones > 0:
		return models.Messagef("导入后 %d 个项目月度的投资直接成为审定数，%d 个节点直接记为完成，不再审核", e.Months, e.Milestones)
	case e.Months > 0:
		return models.Messagef("导入后 %d 个项目月度的投资直接成为审定数，不再审核", e.Months)
	case e.Milestones > 0:
		return models.Messagef("导入后 %d 个节点直接记为完成，不再审核", e.Milestones)
	}
	return models.Message{}
}

// count counts the months and milestones that changes make approved.
func (e *ImportEffect) count(changes []compare.Change) {
	var months []string
	for _, c := range changes {
		switch after := c.After.(type) {
		case models.Report:
			before, _ := c.Before.(models.Report)
			if after.ApprovedYTD != nil && (before.ApprovedYTD == nil || *before.ApprovedYTD != *after.ApprovedYTD) {
				months = append(months, c.ProjectID+" "+after.Month.String())
			}
		case models.Milestone:
			before, _ := c.Before.(models.Milestone)
			if after.DoneOn != 0 && after.DoneOn != before.DoneOn {
				e.Milestones++
			}
		}
	}
	slices.Sort(months)
	e.Months = len(slices.Compact(months))
}

package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/models"
	"duban/tracking"
)

// meet enters a meeting of last month with its signed minutes and three decisions: one done, one under way, one late.
func (f *filler) meet(ctx context.Context, year int) error {
	held, err := f.Meetings(ctx, models.Operator, fmt.Sprint(year))
	if err != nil || len(held.Meetings) > 0 { // of an earlier run
		return err
	}
	office, err := f.actorOf(ctx, models.RoleOffice)
	if err != nil {
		return err
	}
	overview, err := f.Overview(ctx, models.Operator, models.ProgrammeID(models.DistrictProgramme, year))
	if err != nil {
		return err
	}
	unit, other := f.accountOf(models.RoleUnit).Organisation, ""
	i := slices.IndexFunc(overview.Projects, func(p tracking.ProjectLine) bool { return p.Unit != "" && p.Unit != unit })
	if other = unit; i >= 0 {
		other = overview.Projects[i].Unit
	}
	lines := fmt.Sprintf("研究完善项目用电保障方案 | %s | %s\n对滞后项目逐个排定追赶计划 | %s | %s\n完成两宗地块征迁扫尾 | %s | %s\n",
		unit, f.day+3, unit, f.day+9, other, f.day-8)
	page, err := f.KeepMeeting(ctx, office, f.key("meeting"), "", models.MeetingEntry{Title: "重点项目调度会（演示数据）",
		HeldOn: f.day - 25, Place: "区政府第二会议室", Chair: f.accountOf(models.RoleLeader).Post,
		Attended: "有关镇办、部门主要负责人", Lines: lines})
	if err != nil {
		return err
	}
	scan, err := f.PutEvidence(ctx, office, "会议纪要（演示数据）.pdf", strings.NewReader(emptyPage))
	if err != nil {
		return err
	}
	page, err = f.DecideMeeting(ctx, office, f.key("minutes"), page.ID, models.Minutes{Evidence: &scan,
		Number: fmt.Sprintf("区政府专题会议纪要〔%d〕8号（演示数据）", year)})
	if err != nil {
		return err
	}
	answering, leave, err := f.logIn(ctx, models.RoleUnit)
	if err != nil {
		return err
	}
	defer leave()
	done := page.Decisions[0].Order
	for _, one := range []struct {
		by   models.Actor
		kind models.OrderStepKind
		text string
	}{
		{answering, models.StepReply, "已会同供电公司完善方案，并报区政府备案（演示数据）。"},
		{office, models.StepVerify, "方案已收悉，属实。"},
		{office, models.StepClose, ""},
	} {
		if err := f.orderStep(ctx, one.by, done, one.kind, models.OrderCommand{Text: one.text}); err != nil {
			return err
		}
	}
	return nil
}

// emptyPage is a PDF with one empty A4 page, in place of a scan.
const emptyPage = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`

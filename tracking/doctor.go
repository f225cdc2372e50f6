package tracking

import (
	"context"
	"fmt"
	"time"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// overdueWake is how long after its moment a project may still be asleep before that is a finding.
const overdueWake = 2 * time.Minute

// outboxLate is how long after its time a message may still wait: the outbox wakes at least every ten minutes.
const outboxLate = 30 * time.Minute

// Doctor checks the invariants (design/reliability.md): between rows, of the ladder, and between rows and processes.
func (s *Service) Doctor(ctx context.Context, actor models.Actor) (Diagnosis, error) {
	if err := models.CanDiagnose(actor); err != nil {
		return Diagnosis{}, err
	}
	d := Diagnosis{OK: true}
	d.add("磁盘空间充足", s.checkDisk())
	damage, err := s.Store.Check(ctx)
	if err != nil {
		return d, err
	}
	d.add("数据库完整性", damage)
	if err := s.Store.Read(ctx, func(tx *store.Tx) error { return s.checkRows(tx, &d) }); err != nil {
		return d, err
	}
	if err := s.checkEvidence(ctx, &d); err != nil {
		return d, err
	}
	s.checkUpkeep(&d)
	return d, s.checkProcesses(ctx, &d)
}

func (d *Diagnosis) add(name string, found []string) {
	if found == nil {
		found = []string{}
	}
	d.Checks = append(d.Checks, Check{Name: name, OK: len(found) == 0, Found: found})
	d.OK = d.OK && len(found) == 0
}

func (s *Service) checkRows(tx *store.Tx, d *Diagnosis) error {
	for _, check := range []struct {
		name string
		find func() ([]string, error)
	}{
		{"填报都有命令记录", tx.SubmissionsWithoutCommand},
		{"命令都有审计记录", tx.CommandsWithoutAudit},
		{"审计都有命令记录", tx.AuditWithoutCommand},
		{"已决定的填报都有审核记录", tx.DecidedWithoutReview},
		{"有审核记录的填报都已决定", tx.ReviewedButWaiting},
		{"无人审核本人填报", tx.ReviewsOfOwnSubmission},
		{"消息都有对应的督办记录", tx.OutboxWithoutEscalation},
		{"应发的督办都有消息", tx.EscalationsWithoutMessage},
		{"消息送达有据", tx.DeliveredWithoutTrace},
		{"消息按时发出", func() ([]string, error) { return tx.OverdueOutbox(s.now().Add(-outboxLate)) }},
		{"完成或销号后无新督办", tx.EscalationsAfterDone},
		{"已了结事项无未关闭督办", tx.OpenEscalationsOfSettled},
		{"节点完成状态与日期一致", tx.DoneWithoutDay},
		{"改期都有记录", tx.MovedWithoutHistory},
		{"单位和岗位引用有效", tx.UnknownReferences},
	} {
		found, err := check.find()
		if err != nil {
			return err
		}
		d.add(check.name, found)
	}
	return s.checkLadder(tx, d)
}

// checkLadder asks the rules again: nothing that fell due a while ago may be missing, and the ledger of each project
// must add up to the fen.
func (s *Service) checkLadder(tx *store.Tx, d *Diagnosis) error {
	programmes, err := tx.Programmes()
	if err != nil {
		return err
	}
	extra, err := tx.CalendarDays()
	if err != nil {
		return err
	}
	calendar := s.Calendar(extra)
	seen := map[string]bool{}
	var missing, sums []string
	for _, p := range programmes {
		all, err := tx.FactsOf(p.ID)
		if err != nil {
			return err
		}
		for _, f := range all {
			if seen[f.Project.ID] {
				continue
			}
			seen[f.Project.ID] = true
			turn := models.RulesFor(f, calendar).Advance(f, s.now().Add(-overdueWake))
			for _, e := range turn.Records {
				missing = append(missing, fmt.Sprintf("%s %s（%s）", f.Project.Code, e.Sentence(), e.At.Minute()))
			}
			sums = append(sums, wrongSums(f)...)
		}
	}
	d.add("到期督办无遗漏", missing)
	d.add("月度数据逐月相加一致", sums)
	return nil
}

// wrongSums compares each approved year-to-date with the month before it. Months nobody reported are not judged.
func wrongSums(f models.Facts) []string {
	var found []string
	for i := 1; i < len(f.Reports); i++ {
		before, now := f.Reports[i-1], f.Reports[i]
		if now.BatchID != "" || before.BatchID != "" { // a bureau's sheet is kept as it is: the import warned
			continue
		}
		if now.Month != before.Month+1 || before.ApprovedYTD == nil || now.ApprovedYTD == nil || now.ApprovedMonth == nil {
			continue
		}
		if *before.ApprovedYTD+*now.ApprovedMonth != *now.ApprovedYTD {
			found = append(found, fmt.Sprintf("%s %s：上月累计 %s + 本月 %s ≠ 累计 %s（万元）", f.Project.Code, now.Month,
				before.ApprovedYTD.In(models.WanYuan), now.ApprovedMonth.In(models.WanYuan), now.ApprovedYTD.In(models.WanYuan)))
		}
	}
	return found
}

func (s *Service) checkEvidence(ctx context.Context, d *Diagnosis) error {
	var rows []models.Attachment
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		rows, err = tx.AllAttachments()
		return err
	})
	if err != nil {
		return err
	}
	var missing []string
	for _, a := range rows {
		if err := s.Evidence.Verify(a.SHA256, a.Size); err != nil {
			missing = append(missing, fmt.Sprintf("%s「%s」：%s", a.SubmissionID, a.Name, models.AsError(err).Message))
		}
	}
	d.add("附件齐全且内容未变", missing)
	return nil
}

// checkProcesses compares rows with what runs in Temporal. A process service that is away is itself a finding: what the
// rows say is reported all the same.
func (s *Service) checkProcesses(ctx context.Context, d *Diagnosis) error {
	open, running, err := s.openAndRunning(ctx)
	if models.KindOf(err) == models.KindUnavailable {
		d.add("流程服务可用", []string{models.AsError(err).Message})
		return nil
	}
	if err != nil {
		return err
	}
	count := map[contract.ProjectRef]int{}
	for _, run := range running {
		count[run.Ref]++
	}
	var missing, asleep, orphans, refs = []string{}, []string{}, []string{}, []contract.ProjectRef{}
	for _, p := range open {
		ref := contract.ProjectRef{Year: p.Year, Code: p.Code}
		if count[ref] != 1 {
			missing = append(missing, fmt.Sprintf("%s 有 %d 个运行中的流程", contract.ProjectWorkflowID(ref), count[ref]))
		}
		delete(count, ref)
		if s.asleep(p) {
			asleep = append(asleep, fmt.Sprintf("%s 应于 %s 处理「%s」", p.Code, p.NextAt.Minute(), p.NextWhat))
		}
	}
	for _, run := range running {
		refs = append(refs, run.Ref)
		if count[run.Ref] > 0 {
			orphans = append(orphans, contract.ProjectWorkflowID(run.Ref))
		}
	}
	d.add("每个在办项目恰有一个流程", missing)
	d.add("没有无主的流程", orphans)
	d.add("到点的项目都已唤醒", asleep)
	differing, err := s.differing(ctx)
	if err != nil {
		return err
	}
	d.add("流程等待的时刻与记录一致", differing)
	stuck, err := s.Process.StuckProjects(ctx, refs)
	if err != nil {
		return err
	}
	var names []string
	for _, ref := range stuck {
		names = append(names, contract.ProjectWorkflowID(ref))
	}
	d.add("没有反复失败的流程", names)
	return nil
}

// settling is how long Temporal's list may lag behind a change that was just made.
const settling = 3 * time.Second

// differing lists the projects whose process waits for another moment than the record says. What differs is looked at
// again for a while: right after a change the list is a moment old.
func (s *Service) differing(ctx context.Context) ([]string, error) {
	for deadline := time.Now().Add(settling); ; {
		open, running, err := s.openAndRunning(ctx)
		if err != nil {
			return nil, err
		}
		due := map[contract.ProjectRef]models.Instant{}
		for _, run := range running {
			due[run.Ref] = run.NextDue
		}
		var found []string
		for _, p := range open {
			if at, runs := due[contract.ProjectRef{Year: p.Year, Code: p.Code}]; runs && at != p.NextAt {
				found = append(found, fmt.Sprintf("%s 的流程等待 %s，记录为 %s", p.Code, at.Minute(), p.NextAt.Minute()))
			}
		}
		if len(found) == 0 || time.Now().After(deadline) {
			return found, nil
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(settling / 10):
		}
	}
}

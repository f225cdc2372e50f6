package tracking_test

import (
	"bytes"
	"errors"
	"os"
	"time"

	"duban/internal/backup"
	"duban/internal/clockguard"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// The doctor's checks by what they look for.
const (
	noCommand    = "填报都有命令记录"
	noAudit      = "命令都有审计记录"
	strayAudit   = "审计都有命令记录"
	noReview     = "已决定的填报都有审核记录"
	stillWaiting = "有审核记录的填报都已决定"
	ownReview    = "无人审核本人填报"
	strayMessage = "消息都有对应的督办记录"
	noMessage    = "应发的督办都有消息"
	noTrace      = "消息送达有据"
	afterDone    = "完成或销号后无新督办"
	leftOpen     = "已了结事项无未关闭督办"
	noDay        = "节点完成状态与日期一致"
	noHistory    = "改期都有记录"
	unknownName  = "单位和岗位引用有效"
	missed       = "到期督办无遗漏"
	wrongSum     = "月度数据逐月相加一致"
	badFile      = "附件齐全且内容未变"
	notOne       = "每个在办项目恰有一个流程"
	orphaned     = "没有无主的流程"
	asleep       = "到点的项目都已唤醒"
	failing      = "没有反复失败的流程"
	lying        = "消息按时发出"
	unfounded    = "督办记录符合规则"
	differs      = "流程等待的时刻与记录一致"
	away         = "流程服务可用"
	unmounted    = "附件目录可用"
	noBackup     = "每日备份"
)

// faults are what may go wrong, each with the checks that must find it and no others.
var faults = map[string]struct {
	plant func(p patient)
	found []string
}{
	"a stored command that is never carried out": {func(p patient) {
		p.write(func(tx *store.Tx) error {
			return tx.StoreCommand(models.StoredCommand{Key: "waits", ProjectID: p.project.ID, StoredAt: p.clock.Add(-time.Hour),
				Status: models.StoredWaiting})
		})
	}, []string{"受理的操作都已执行"}},
	"a digest that does not leave": {func(p patient) {
		p.write(func(tx *store.Tx) error {
			_, err := tx.InsertDeliveries(models.Delivery{Key: "stuck", PersonID: office.ID, Kind: models.DeliveryDigest,
				Status: models.DeliveryWaiting, Channel: "mail", NotBefore: p.clock.Add(-2 * time.Hour)})
			return errors.Join(err, tx.InsertChannel(models.Channel{ID: "mail", Kind: models.ChannelMail, Name: "邮件"}))
		})
	}, []string{"系统外通知按时发出"}},
	"an engine that has seen more": {func(p patient) {
		_, err := p.runs.acts.Advance(p.t.Context(), contract.Advance{ProjectID: p.project.ID, Now: *p.clock, Seen: p.now().
			Version + 1})
		p.must(err)
	}, []string{"数据库不早于流程引擎"}},
	"the folder of evidence is another one": {func(p patient) { p.Evidence.Expect("mark") }, []string{unmounted}},
	"no backup for three days": {func(p patient) {
		p.Backups = func() (backup.State, error) {
			made := p.clock.Add(-72 * time.Hour)
			return backup.State{Tried: made, Good: made}, nil
		}
	}, []string{noBackup}},
	"a backup that failed": {func(p patient) {
		p.Backups = func() (backup.State, error) {
			return backup.State{Tried: *p.clock, Good: *p.clock, Error: "磁盘空间不足"}, nil
		}
	}, []string{noBackup}},
	"a backup that is not there any more": {func(p patient) {
		p.Backups = func() (backup.State, error) {
			return backup.State{Tried: *p.clock, Good: *p.clock, Path: "/proc/nowhere"}, nil
		}
	}, []string{noBackup}},
	"a clock that jumped": {func(p patient) {
		p.Clock = clockguard.New(clockguard.Options{Limit: time.Hour, Last: *p.clock,
			Now: func() time.Time { return p.clock.Add(2 * time.Hour).Time() }})
	}, []string{"系统时间可信"}},
	"a disk without room": {func(p patient) {
		p.full = models.Errorf(models.KindUnavailable, "disk_full", "磁盘空间不足，数据未提交")
	}, []string{"磁盘空间充足"}},
	"a submission without its command": {func(p patient) {
		p.write(func(tx *store.Tx) error {
			return tx.InsertSubmission(models.Submission{ID: "sub-x", ProjectID: p.project.ID, Kind: models.SubmitReport,
				Month: models.MonthOf(2021, 1), Sequence: 9, Status: models.SubmissionWaiting, SubmittedAt: *p.clock})
		})
	}, []string{noCommand}},
	"a command without audit": {func(p patient) {
		p.write(func(tx *store.Tx) error { return tx.InsertCommand(models.Command{Key: "silent"}) })
	}, []string{noAudit}},
	"an audit line of no command": {func(p patient) {
		p.write(func(tx *store.Tx) error { return tx.InsertAudit(models.AuditEvent{CommandKey: "ghost", Action: "x"}) })
	}, []string{strayAudit}},
	"decided by nobody": {func(p patient) {
		p.write(func(tx *store.Tx) error {
			return tx.DecideSubmission(p.waiting.ID, models.SubmissionReturned, *p.clock)
		})
	}, []string{noReview}},
	"reviewed and waiting": {func(p patient) {
		p.write(func(tx *store.Tx) error {
			return tx.InsertReview(models.Review{SubmissionID: p.waiting.ID, Decision: models.Accept, ByID: "office-1",
				At: *p.clock})
		})
	}, []string{stillWaiting}},
	"reviewed by its author": {func(p patient) {
		p.write(func(tx *store.Tx) error {
			if err := tx.InsertReview(models.Review{SubmissionID: p.waiting.ID, Decision: models.Return, ByID: p.waiting.ByID,
				At: *p.clock}); err != nil {
				return err
			}
			return tx.DecideSubmission(p.waiting.ID, models.SubmissionReturned, *p.clock)
		})
	}, []string{ownReview}},
	"a message about nothing": {func(p patient) {
		p.write(func(tx *store.Tx) error {
			_, err := tx.InsertOutbox(models.OutboxMessage{Key: "stray", ProjectID: p.project.ID, EscalationID: "esc-x",
				Status: models.OutboxPending, NotBefore: *p.clock})
			return err
		})
	}, []string{strayMessage}},
	"a rung nobody is told of": {func(p patient) {
		p.rung(func(e *models.Escalation) { e.Trial, e.To = false, []models.Audience{models.ToOffice} })
	}, []string{noMessage}},
	"given up without a reason": {func(p patient) {
		p.write(func(tx *store.Tx) error {
			if _, err := tx.InsertOutbox(models.OutboxMessage{Key: "m", ProjectID: p.project.ID,
				Status: models.OutboxPending}); err != nil {
				return err
			}
			return tx.FailOutbox("m", "", 1)
		})
	}, []string{noTrace}},
	"a reminder after the end": {func(p patient) {
		p.rung(func(e *models.Escalation) {
			e.Item, e.Subject, e.Kind, e.Rung, e.Step = models.ItemMilestone, p.accepted.MilestoneID, models.KindReminder,
				models.NoRung, "T-99"
			e.RecordedAt = *p.clock + 1
		})
	}, []string{afterDone}},
	"a rung left open": {func(p patient) {
		p.rung(func(e *models.Escalation) {
			e.Item, e.Subject, e.RecordedAt, e.Step = models.ItemMilestone, p.accepted.MilestoneID, 1, "x"
		})
	}, []string{leftOpen, unfounded}},
	"done on no day": {func(p patient) {
		p.write(func(tx *store.Tx) error {
			for _, m := range p.env.project(p.project.Name).Milestones {
				if m.Status == models.MilestoneOpen {
					return tx.CompleteMilestone(m.ID, m.DueVersion, 0)
				}
			}
			return nil
		})
	}, []string{noDay}},
	"moved without a history": {func(p patient) {
		m := p.env.project(p.project.Name).Milestones
		last := m[len(m)-1]
		last.DueVersion = 2
		p.promote("milestones", p.now().Version, last)
		p.look()
	}, []string{noHistory}},
	"owned by nobody known": {func(p patient) {
		row := p.now()
		row.OwnerID = "org-nowhere"
		p.promote("projects", p.now().Version, row)
		p.look()
	}, []string{unknownName}},
	"months that do not add up": {func(p patient) {
		for n, ytd := range []models.Money{100, 300} {
			amount, month := models.Money(100), models.MonthOf(2021, 11+n)
			p.write(func(tx *store.Tx) error {
				return tx.SetReport(models.Report{ID: models.ReportID(p.project.ID, month), ProjectID: p.project.ID, Month: month,
					ApprovedMonth: &amount, ApprovedYTD: &ytd, Status: models.ReportOpen})
			})
		}
	}, []string{wrongSum}},
	"a timer that never rang": {func(p patient) { *p.clock = models.DateOf(2021, 4, 30).At(10, 0) },
		[]string{missed, asleep}},
	"a message left lying": {func(p patient) {
		p.write(func(tx *store.Tx) error {
			_, err := tx.InsertOutbox(models.OutboxMessage{Key: "lying", ProjectID: p.project.ID, Audience: models.ToOffice,
				Status: models.OutboxPending, NotBefore: *p.clock - 3_600_000})
			return err
		})
	}, []string{lying}},
	"a process that waits for another moment": {func(p patient) {
		p.runs.waits = map[contract.ProjectRef]models.Instant{refOf(p.project): 7}
	}, []string{differs}},
	"Temporal away": {func(p patient) {
		p.runs.away = models.Errorf(models.KindUnavailable, "process_unavailable", "流程服务不可用")
	}, []string{away}},
	"a file lost": {func(p patient) { p.must(os.Remove(p.evidence)) }, []string{badFile}},
	"a file changed": {func(p patient) {
		p.must(os.WriteFile(p.evidence, bytes.ToUpper(pdf), 0o600))
	}, []string{badFile}},
	"a file cut short": {func(p patient) { p.must(os.Truncate(p.evidence, 9)) }, []string{badFile}},
	"a process lost":   {func(p patient) { p.runs.end(refOf(p.project)) }, []string{notOne}},
	"a process twice": {func(p patient) { p.runs.running = append(p.runs.running, refOf(p.project)) },
		[]string{notOne}},
	"a process of nothing": {func(p patient) {
		p.runs.running = append(p.runs.running, contract.ProjectRef{Year: 2021,
			Code: "无"})
	}, []string{orphaned}},
	"a process of a closed": {closedButRunning, []string{orphaned}},
	"a process that fails": {func(p patient) { p.runs.stuck = append(p.runs.stuck, refOf(p.project)) },
		[]string{failing}},
	"a process that sleeps":  {func(p patient) { p.sleep(p.now(), *p.clock-180_000) }, []string{asleep}},
	"a moment that is fresh": {func(p patient) { p.sleep(p.now(), *p.clock-60_000) }, nil},
}

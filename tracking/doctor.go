package tracking

import (
	"context"
	"fmt"
	"slices"
	"time"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// overdueWake is how late a project's workflow may wake before that is a finding.
const overdueWake = 2 * time.Minute

// outboxLate is how late a message may be before that is a finding: the outbox wakes at least every ten minutes.
const outboxLate = 30 * time.Minute

// Doctor checks the invariants (docs/operations.md): between rows, of the ladder, of the record, and between rows and
// workflows. Wrong data never makes it fail: a check that cannot be made is a finding. Each run reads the bytes of a
// part of the evidence.
func (s *Service) Doctor(ctx context.Context, actor models.Actor) (Diagnosis, error) {
	return s.diagnose(ctx, actor, false)
}

// FullDoctor is Doctor, but reads the bytes of all evidence.
func (s *Service) FullDoctor(ctx context.Context, actor models.Actor) (Diagnosis, error) {
	return s.diagnose(ctx, actor, true)
}

func (s *Service) diagnose(ctx context.Context, actor models.Actor, full bool) (Diagnosis, error) {
	if err := models.CanDiagnose(actor); err != nil {
		return Diagnosis{}, err
	}
	d := Diagnosis{OK: true}
	for _, c := range s.checks(full) {
		d.Add(c.name, c.run(ctx))
		if ctx.Err() != nil {
			return d, models.Errorf(models.KindUnavailable, "interrupted", "自检被中断").Because(ctx.Err())
		}
	}
	d.notice("三员设置", check{find: s.findRows(s.administratorNotices)}.run(ctx))
	d.notice("岗位任职", check{find: s.findRows(s.postNotices)}.run(ctx))
	d.notice("消息送达人员", check{find: s.findRows(s.failedNotices)}.run(ctx))
	d.notice("发送渠道", check{find: s.findRows(s.channelNotices)}.run(ctx))
	d.notice("放假安排", check{find: s.calendarNotices}.run(ctx))
	s.checkUpkeep(&d)
	s.checkParts(ctx, &d)
	if s.EngineFile != nil {
		d.Add("流程服务文件完好", s.EngineFile(ctx))
	}
	if s.Process == nil {
		return d, nil // without a server no workflow runs
	}
	if err := s.checkProcesses(ctx, &d); err != nil {
		d.Add("流程检查", []string{unfinished(err)})
	}
	return d, nil
}

// check is one check of the doctor: its name, and the function that returns the findings.
type check struct {
	name string
	find func(ctx context.Context) ([]string, error)
}

// run makes the check. An error is a finding, and so is a panic.
func (c check) run(ctx context.Context) (found []string) {
	defer func() {
		if broken := recover(); broken != nil {
			found = append(found, fmt.Sprintf("检查未能完成：数据异常（%v）", broken))
		}
	}()
	found, err := c.find(ctx)
	if err != nil {
		found = append(found, unfinished(err))
	}
	return found
}

func unfinished(err error) string { return "检查未能完成：" + models.AsError(err).Message.Text }

// checks lists the checks in the order in which they are shown.
func (s *Service) checks(full bool) []check {
	facts := s.factsOnce()
	return []check{
		{"系统时间可信", func(context.Context) ([]string, error) { return s.checkClock(), nil }},
		{"磁盘空间充足", func(context.Context) ([]string, error) { return s.checkDisk(), nil }},
		{"数据库完整性", s.Store.Check},
		{"记录保护措施完好", s.Store.CheckTriggers},
		{"操作记录链完整", s.checkChain},
		{"封存记录与数据库一致", s.checkHeads},
		{"数据与最后记录一致", s.checkRecorded},
		{"下级数据都有所属项目", s.findRows((*store.Tx).Orphans)},
		{"填报都有命令记录", s.findRows((*store.Tx).SubmissionsWithoutCommand)},
		{"命令都有审计记录", s.findRows((*store.Tx).CommandsWithoutAudit)},
		{"审计都有命令记录", s.findRows((*store.Tx).AuditWithoutCommand)},
		{"已决定的填报都有审核记录", s.findRows((*store.Tx).DecidedWithoutReview)},
		{"有审核记录的填报都已决定", s.findRows((*store.Tx).ReviewedButWaiting)},
		{"无人审核本人填报", s.findRows((*store.Tx).ReviewsOfOwnSubmission)},
		{"消息都有对应的督办记录", s.findRows((*store.Tx).OutboxWithoutEscalation)},
		{"应发的督办都有消息", s.findRows((*store.Tx).EscalationsWithoutMessage)},
		{"消息送达有据", s.findRows((*store.Tx).DeliveredWithoutTrace)},
		{"消息按时发出", s.findRows(func(tx *store.Tx) ([]string, error) { return tx.OverdueOutbox(s.now().Add(-outboxLate)) })},
		{"系统外通知按时发出", s.findRows(s.lateDeliveries)},
		{"完成或销号后无新督办", s.findRows((*store.Tx).EscalationsAfterDone)},
		{"已了结事项无未关闭督办", s.findRows((*store.Tx).OpenEscalationsOfSettled)},
		{"节点完成状态与日期一致", s.findRows((*store.Tx).DoneWithoutDay)},
		{"改期都有记录", s.findRows((*store.Tx).MovedWithoutHistory)},
		{"单位和岗位引用有效", s.findRows((*store.Tx).UnknownReferences)},
		{"管理员角色不兼任", s.findRows(rolesApart)},
		{"没有未来时间的记录", s.findRows(func(tx *store.Tx) ([]string, error) { return tx.RecordedAfter(s.now().Add(futureSlack)) })},
		{"受理的操作都已执行", s.findRows(s.lateCommands)},
		{"数据库不早于流程引擎", s.findRows(engineNewer)},
		{"月结记录完整", s.findRows(wrongClosings)},
		{"页面数据与数据库一致", s.checkCache},
		{"到期督办无遗漏", facts.each(s.missingRungs)},
		{"督办记录符合规则", facts.each(s.unfoundedRungs)},
		{"月度数据逐月相加一致", facts.each(func(f models.Facts, _ models.Calendar) []string { return wrongSums(f) })},
		{"月报与填报一致", facts.each(func(f models.Facts, _ models.Calendar) []string { return unlikeReports(f) })},
		{"附件齐全且内容未变", func(ctx context.Context) ([]string, error) { return s.checkEvidence(ctx, full) }},
	}
}

// futureSlack is how far ahead of this clock a row's time may be: the clocks of several servers differ by seconds.
const futureSlack = 5 * time.Minute

// findRows returns a check that the store makes on one snapshot.
func (s *Service) findRows(find func(tx *store.Tx) ([]string, error)) func(context.Context) ([]string, error) {
	return func(ctx context.Context) (found []string, err error) {
		err = s.Store.Read(ctx, func(tx *store.Tx) error {
			found, err = find(tx)
			return err
		})
		return found, err
	}
}

// Add adds a check and its findings to the diagnosis.
func (d *Diagnosis) Add(name string, found []string) {
	if found == nil {
		found = []string{}
	}
	d.Checks = append(d.Checks, Check{Name: name, OK: len(found) == 0, Found: found})
	d.OK = d.OK && len(found) == 0
}

// checkProcesses compares rows with the workflows in Temporal. If Temporal is unavailable that is a finding, and the
// other checks are still reported.
func (s *Service) checkProcesses(ctx context.Context, d *Diagnosis) error {
	var look runsLook
	_, err := settled(ctx, func() (differences []string, err error) {
		look, err = s.lookAtRuns(ctx)
		return slices.Concat(look.missing, look.orphans, look.differing), err
	})
	if models.KindOf(err) == models.KindUnavailable {
		d.Add("流程服务可用", []string{models.AsError(err).Message.Text})
		return nil
	}
	if err != nil {
		return err
	}
	d.Add("每个在办项目恰有一个流程", look.missing)
	d.Add("没有无主的流程", look.orphans)
	d.Add("到点的项目都已唤醒", look.asleep)
	d.Add("流程等待的时刻与记录一致", look.differing)
	orders, err := settled(ctx, func() ([]string, error) { return s.differingOrders(ctx) })
	if err != nil {
		return err
	}
	d.Add("督办单流程与记录一致", orders)
	rounds, err := settled(ctx, func() ([]string, error) { return s.differingRounds(ctx) })
	if err != nil {
		return err
	}
	d.Add("调度轮次流程与记录一致", rounds)
	stuck, err := s.Process.StuckProjects(ctx, look.refs)
	if err != nil {
		return err
	}
	var names []string
	for _, ref := range stuck {
		names = append(names, contract.ProjectWorkflowID(ref))
	}
	d.Add("没有反复失败的流程", names)
	return nil
}

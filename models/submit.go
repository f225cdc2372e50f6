package models

// SubmitMilestone applies the submission of a milestone to f. Project and milestone must be open, without a
// submission in review. Errors: KindInvalid, KindNotFound or KindConflict.
func (r Rules) SubmitMilestone(f *Facts, c SubmitMilestoneCommand, key string, by Actor, now Instant) (Changes, error) {
	if err := mustBeOpen(f.Project); err != nil {
		return Changes{}, err
	}
	m, err := findMilestone(f.Milestones, c.Milestone)
	if err != nil {
		return Changes{}, err
	}
	if m.Status != MilestoneOpen {
		return Changes{}, Errorf(KindConflict, "milestone_done", "节点“%s”已完成（%s），不需要再次填报", m.Name, m.DoneOn)
	}
	isOfItem := func(s Submission) bool { return s.Kind == SubmitMilestone && s.MilestoneID == m.ID }
	sequence, err := nextSequence(f.Submissions, isOfItem, Messagef("节点“%s”", m.Name))
	if err != nil {
		return Changes{}, err
	}
	switch {
	case c.DoneOn == 0:
		return Changes{}, Errorf(KindInvalid, "done_on_missing", "请填写节点“%s”的实际完成日期", m.Name)
	case InFuture(c.DoneOn, now.Date()):
		return Changes{}, Errorf(KindInvalid, "done_on_future", "实际完成日期 %s 晚于今天（%s），请更正", c.DoneOn, now.Date())
	}
	s := Submission{
		ID: SubmissionID(key), ProjectID: f.Project.ID, Kind: SubmitMilestone, MilestoneID: m.ID, DueVersion: m.DueVersion,
		Sequence: sequence, DoneOn: c.DoneOn, Note: c.Note, Status: SubmissionWaiting, SubmittedAt: now,
		ByID: by.ID, ByName: by.Name, OnBehalfOf: c.OnBehalfOf, Paper: c.Paper,
	}
	f.Submissions = append(f.Submissions, s)
	return Changes{
		Submission: &s, Attachments: attachments(s.ID, c.Evidence), Action: "milestone.submit", Object: s.ID,
		Message: Messagef("节点“%s”已提交，等待审核", m.Name),
	}, nil
}

// mustBeOpen refuses a closed project: KindConflict "project_closed".
func mustBeOpen(p Project) error {
	if p.Status != ProjectOpen {
		return Errorf(KindConflict, "project_closed", "项目“%s”已于%s销号，不能再填报或调整", p.Name, p.ClosedAt.Date())
	}
	return nil
}

// findMilestone finds a milestone by row key or folded name. Errors: KindNotFound "milestone_not_found".
func findMilestone(milestones []Milestone, ref string) (*Milestone, error) {
	for i := range milestones {
		if m := &milestones[i]; m.Status != MilestoneDropped && (m.ID == ref || m.NameKey == NameKey(ref)) {
			return m, nil
		}
	}
	return nil, Errorf(KindNotFound, "milestone_not_found", "没有找到节点“%s”，请核对节点名称", ref)
}

// nextSequence returns the number of the next submission of an item. Errors: KindConflict "already_waiting" when one
// is in review.
func nextSequence(submissions []Submission, isOfItem func(Submission) bool, what Message) (int, error) {
	n := 1
	for _, s := range submissions {
		if !isOfItem(s) {
			continue
		}
		if s.Status == SubmissionWaiting {
			return 0, Errorf(KindConflict, "already_waiting", "%s已由%s于%s提交，正在审核，请等待审核结果", what, s.ByName, s.SubmittedAt.Minute())
		}
		n++
	}
	return n, nil
}

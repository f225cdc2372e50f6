package models

import "cmp"

// LookAgain is what a project waits for whose facts changed from outside its process: to be looked at, at once. If the
// poke that follows is lost, the moment stays in the past, where the doctor sees it and reconcile repairs it.
const LookAgain = "数据已更新，重新推算"

// The functions below complete a row that an import writes with what its preview could not know: versions, states, and
// the moment of the commit wherever the row leaves a moment empty.

// PromoteProgramme completes an imported programme.
func PromoteProgramme(p *Programme, at Instant) {
	p.Version = max(p.Version, 1)
	p.CreatedAt = cmp.Or(p.CreatedAt, at)
}

// PromoteProject completes an imported project. Of a project that exists, Version, Status, ClosedAt, FollowedSince,
// HandedAt, HandedInto, NextAt and NextWhat stay as they are.
func PromoteProject(p *Project, at Instant) {
	p.Version = 1
	p.FollowedSince, p.NextAt, p.NextWhat = cmp.Or(p.FollowedSince, at), at, LookAgain
	p.Status = cmp.Or(p.Status, ProjectOpen)
}

// PromoteMilestone completes an imported milestone.
func PromoteMilestone(m *Milestone, at Instant) {
	m.DueVersion = max(m.DueVersion, 1)
	m.ArmedAt = cmp.Or(m.ArmedAt, at)
}

// PromoteReport completes an imported report: an office's counts as reported and approved, one handed in for its owner
// waits for review.
func PromoteReport(r *Report, at Instant) {
	switch r.Status {
	case ReportApproved:
		r.SubmittedAt, r.ApprovedAt = cmp.Or(r.SubmittedAt, at), cmp.Or(r.ApprovedAt, at)
	case ReportWaiting:
		r.SubmittedAt = cmp.Or(r.SubmittedAt, at)
	}
}

package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"duban/models"
)

// hotTable reads the rows of a table that facts are made of, thousands at a time: with database/sql and without
// reflection over the row's type. hot_rows_test.go compares each with what GORM reads.
type hotTable[T any] struct {
	name    string
	columns string
	fields  func(row *T) []any // where the columns go, in their order
}

// each calls visit for each row that matches, in order.
func (h hotTable[T]) each(tx *Tx, order, condition string, args []any, visit func(row T)) error {
	query := "SELECT " + h.columns + " FROM " + h.name + " WHERE " + condition + " ORDER BY " + order
	var row, none T
	fields := h.fields(&row)
	err := tx.ask(func(rows *sql.Rows) error {
		row = none
		if err := rows.Scan(fields...); err != nil {
			return err
		}
		visit(row)
		return nil
	}, query, args...)
	return failed(err, "read "+h.name, args...)
}

// list returns the rows that match, in order.
func (h hotTable[T]) list(tx *Tx, order, condition string, args ...any) (all []T, err error) {
	err = h.each(tx, order, condition, args, func(row T) { all = append(all, row) })
	return all, err
}

// asJSON reads a column that holds JSON; an empty one leaves the value as it is.
type asJSON[T any] struct{ into *T }

// Scan implements sql.Scanner.
func (j asJSON[T]) Scan(src any) error {
	switch text := src.(type) {
	case nil:
		return nil
	case string:
		return readJSON([]byte(text), j.into)
	case []byte:
		return readJSON(text, j.into)
	}
	return fmt.Errorf("cannot read %T as JSON", src)
}

func readJSON(text []byte, into any) error {
	if len(text) == 0 {
		return nil
	}
	return json.Unmarshal(text, into)
}

// cols quotes columns, some of which are words of SQL.
func cols(names string) string { return `"` + strings.Join(strings.Fields(names), `", "`) + `"` }

var hotProjects = hotTable[models.Project]{"projects", cols(`id year code name name_key sector stage category level
	investor owner_id responsible_unit_id sponsor_post_id place scale period goal contact next_step next_step_at
	planned_start planned_finish actual_start actual_finish in_statistics statistics_code statistics_on
	total_investment_fen to_end_of_last_year_fen annual_plan_fen
	status closed_at followed_since continues_id handed_at handed_into version next_at next_what`),
	func(r *models.Project) []any {
		return []any{&r.ID, &r.Year, &r.Code, &r.Name, &r.NameKey, &r.Sector, (*string)(&r.Stage), (*string)(&r.Category),
			&r.Level, (*string)(&r.Investor), &r.OwnerID, &r.ResponsibleUnitID, &r.SponsorPostID, &r.Place, &r.Scale,
			&r.Period, &r.Goal, &r.Contact, &r.NextStep, (*int64)(&r.NextStepAt), &r.PlannedStart, &r.PlannedFinish,
			&r.ActualStart, &r.ActualFinish, (*string)(&r.InStatistics), &r.StatisticsCode, &r.StatisticsOn,
			(*int64)(&r.TotalInvestment), (*int64)(&r.ToEndOfLastYear),
			(*int64)(&r.AnnualPlan), (*string)(&r.Status), (*int64)(&r.ClosedAt), (*int64)(&r.FollowedSince), &r.ContinuesID,
			(*int64)(&r.HandedAt), &r.HandedInto, &r.Version, (*int64)(&r.NextAt), &r.NextWhat}
	}}

var hotMemberships = hotTable[models.Membership]{"memberships", cols(`programme_id project_id position section added_on
	added_document dropped_on dropped_document dropped_counts`),
	func(r *models.Membership) []any {
		return []any{&r.ProgrammeID, &r.ProjectID, &r.Position, &r.Section, &r.AddedOn, &r.AddedDocument, &r.DroppedOn,
			&r.DroppedDocument, &r.DroppedCounts}
	}}

var hotProgrammes = hotTable[models.Programme]{"programmes", cols(`id year name name_key kind code_prefix live_from
	ladder colours curve rank private_amounts black_document rules rules_since
	version created_at`),
	func(r *models.Programme) []any {
		return []any{&r.ID, &r.Year, &r.Name, &r.NameKey, (*string)(&r.Kind), &r.CodePrefix, &r.LiveFrom, &r.Ladder,
			&r.Colours, &r.Curve, (*string)(&r.Rank), (*string)(&r.PrivateAmounts), &r.BlackDocument,
			&r.Rules, (*int64)(&r.RulesSince), &r.Version, (*int64)(&r.CreatedAt)}
	}}

var hotMonthPlans = hotTable[models.MonthPlan]{"month_plans", cols("project_id month plan_fen"),
	func(r *models.MonthPlan) []any { return []any{&r.ProjectID, &r.Month, (*int64)(&r.Plan)} }}

var hotMilestones = hotTable[models.Milestone]{"milestones", cols(`id project_id position name name_key baseline due
	precision due_version controlling status done_on armed_at days after ended_at ended_because`),
	func(r *models.Milestone) []any {
		return []any{&r.ID, &r.ProjectID, &r.Position, &r.Name, &r.NameKey, &r.Baseline, &r.Due, (*string)(&r.Precision),
			&r.DueVersion, &r.Controlling, (*string)(&r.Status), &r.DoneOn, (*int64)(&r.ArmedAt), &r.Days, &r.After,
			(*int64)(&r.EndedAt), &r.EndedBecause}
	}}

var hotReports = hotTable[models.Report]{"reports", cols(`id project_id month estimate_fen reported_month_fen
	reported_ytd_fen approved_month_fen approved_ytd_fen adjustment_fen to_date_fen physical problems next_step status
	submitted_at approved_at batch_id`),
	func(r *models.Report) []any {
		return []any{&r.ID, &r.ProjectID, &r.Month, &r.Estimate, &r.ReportedMonth, &r.ReportedYTD, &r.ApprovedMonth,
			&r.ApprovedYTD, &r.Adjustment, &r.ToDate, &r.Physical, &r.Problems, &r.NextStep, (*string)(&r.Status),
			(*int64)(&r.SubmittedAt), (*int64)(&r.ApprovedAt), &r.BatchID}
	}}

var hotSubmissions = hotTable[models.Submission]{"submissions", cols(`id project_id kind milestone_id month due_version
	sequence done_on month_fen year_to_date_fen physical problems next_step note status submitted_at decided_at by_id
	by_name on_behalf_of paper confirmed pre_reviewed_at pre_reviewed_by_id pre_reviewed_by pre_review_note`),
	func(r *models.Submission) []any {
		return []any{&r.ID, &r.ProjectID, (*string)(&r.Kind), &r.MilestoneID, &r.Month, &r.DueVersion, &r.Sequence, &r.DoneOn,
			&r.MonthAmount, &r.YTDAmount, &r.Physical, &r.Problems, &r.NextStep, &r.Note, (*string)(&r.Status),
			(*int64)(&r.SubmittedAt), (*int64)(&r.DecidedAt), &r.ByID, &r.ByName, &r.OnBehalfOf, &r.Paper, &r.Confirmed,
			(*int64)(&r.PreReviewedAt), &r.PreReviewedByID, &r.PreReviewedBy, &r.PreReviewNote}
	}}

var hotPauses = hotTable[models.Pause]{"pauses",
	cols("id project_id from_date to_date reason approver document moves_due"),
	func(r *models.Pause) []any {
		return []any{&r.ID, &r.ProjectID, &r.From, &r.To, &r.Reason, &r.Approver, &r.Document, (*string)(&r.MovesDue)}
	}}

var hotEscalations = hotTable[models.Escalation]{"escalations", cols(`id project_id programme_id item subject
	subject_name month due due_version kind step rung cause passed_over trial calendar_assumed at recorded_at audience
	closed_at close_reason`),
	func(r *models.Escalation) []any {
		return []any{&r.ID, &r.ProjectID, &r.ProgrammeID, (*string)(&r.Item), &r.Subject, &r.SubjectName, &r.Month, &r.Due,
			&r.DueVersion, (*string)(&r.Kind), &r.Step, (*string)(&r.Rung), (*string)(&r.Cause), &r.PassedOver, &r.Trial,
			&r.CalendarAssumed, (*int64)(&r.At), (*int64)(&r.RecordedAt), asJSON[[]models.Audience]{&r.To},
			(*int64)(&r.ClosedAt), &r.CloseReason}
	}}

var hotCorrections = hotTable[models.Correction]{"corrections", cols(`id project_id kind month months later milestone_id
	milestone_name done_on due_version accepted_at reason document evidence_sha256 evidence_name evidence_type
	evidence_size status asked_by_id asked_by_name asked_at decided_by_id decided_by_name decided_at decision_reason`),
	func(r *models.Correction) []any {
		return []any{&r.ID, &r.ProjectID, (*string)(&r.Kind), &r.Month, asJSON[[]models.MonthCorrection]{&r.Months},
			(*string)(&r.Later), &r.MilestoneID, &r.MilestoneName, &r.DoneOn, &r.DueVersion, (*int64)(&r.AcceptedAt), &r.Reason,
			&r.Document, &r.EvidenceSHA256, &r.EvidenceName, &r.EvidenceType, &r.EvidenceSize, (*string)(&r.Status),
			&r.AskedByID, &r.AskedByName, (*int64)(&r.AskedAt), &r.DecidedByID, &r.DecidedByName, (*int64)(&r.DecidedAt),
			&r.DecisionReason}
	}}

var hotRequests = hotTable[models.Request]{"requests", cols(`id project_id kind milestone_id milestone_name
	submission_id month was_due was_plan_fen from_date to_date moves_due annual_plan_fen steps reason document on_behalf_of
	paper evidence_sha256 evidence_name evidence_type evidence_size status asked_by_id asked_by_name asked_at
	pre_reviewed_by_id pre_reviewed_by pre_reviewed_at pre_review_note decided_by_id decided_by_name decided_at
	decided_for decision_reason decision_paper decision_paper_on`),
	func(r *models.Request) []any {
		return []any{&r.ID, &r.ProjectID, (*string)(&r.Kind), &r.MilestoneID, &r.MilestoneName, &r.SubmissionID, &r.Month,
			&r.WasDue, (*int64)(&r.WasPlan), &r.From, &r.To, (*string)(&r.MovesDue), (*int64)(&r.AnnualPlan),
			asJSON[[]models.PlannedStep]{&r.Steps}, &r.Reason, &r.Document, &r.OnBehalfOf, &r.Paper, &r.EvidenceSHA256,
			&r.EvidenceName, &r.EvidenceType, &r.EvidenceSize,
			(*string)(&r.Status), &r.AskedByID, &r.AskedByName, (*int64)(&r.AskedAt), &r.PreReviewedByID, &r.PreReviewedBy,
			(*int64)(&r.PreReviewedAt), &r.PreReviewNote, &r.DecidedByID, &r.DecidedByName, (*int64)(&r.DecidedAt),
			&r.DecidedFor, &r.DecisionReason, &r.DecisionPaper, &r.DecisionPaperOn}
	}}

var hotProblems = hotTable[models.Problem]{"problems", cols(`id project_id kind quantity text request level
	department_id department due due_version wanted_by raised_for_id raised_for source source_month status
	raised_by_id raised_by_name raised_at assigned_at solved_at solved_by_id solved_by_name closed_at waited
	reached told`),
	func(r *models.Problem) []any {
		return []any{&r.ID, &r.ProjectID, (*string)(&r.Kind), &r.Quantity, &r.Text, &r.Request, (*string)(&r.Level),
			&r.DepartmentID, &r.Department, &r.Due, &r.DueVersion, &r.WantedBy, &r.RaisedForID, &r.RaisedFor, &r.Source,
			&r.SourceMonth, (*string)(&r.Status), &r.RaisedByID, &r.RaisedByName, (*int64)(&r.RaisedAt),
			(*int64)(&r.AssignedAt), (*int64)(&r.SolvedAt), &r.SolvedByID, &r.SolvedByName, (*int64)(&r.ClosedAt),
			&r.Waited, &r.Reached, &r.Told}
	}}

package tracking_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

// Whom a use case serves by token.
var (
	read       = []models.Scope{models.ScopeRead}
	submit     = []models.Scope{models.ScopeSubmit}
	submitRead = []models.Scope{models.ScopeSubmit, models.ScopeRead} // what a project is, is read first
	reviewing  = []models.Scope{models.ScopeReview}
	plan       = []models.Scope{models.ScopePlan}
	planRead   = []models.Scope{models.ScopePlan, models.ScopeRead}
	admin      = []models.Scope{models.ScopeAdmin}
	whoAmI     = []models.Scope{}             // any token may ask whose it is
	inPerson   = []models.Scope{"no token's"} // no scope is enough
)

// scopesOf are the scopes a token needs for each use case, all of them.
var scopesOf = map[string][]models.Scope{
	"Tasks": read, "MilestoneForm": submitRead, "ReportForm": submitRead, "ReportBatch": submitRead,
	"CheckReport": submitRead, "Acknowledged": read,
	"SubmitMilestone": submitRead,
	"ReportMonth":     submitRead, "PutEvidence": submit, "Projects": read, "ProjectPage": read, "ProjectHistory": read,
	"OpenEvidence": read, "Thumbnail": read,
	"Submissions": read, "Review": reviewing, "ReviewQueue": reviewing, "SubmissionPage": read, "Plans": read,
	"PlanPage": read, "Trial": read,
	"Closings": read, "ClosingPage": read, "PreviewClosing": read,
	"CloseMonth":  []models.Scope{models.ScopeReview, models.ScopeRead},
	"ReopenMonth": []models.Scope{models.ScopeReview, models.ScopeRead},
	"YearEnd":     read, "HandOverYear": planRead, "ExportYear": read,
	"Forecast": read, "ExportForecast": read,
	"Findings": []models.Scope{models.ScopeReview}, "AskFinding": []models.Scope{models.ScopeReview},
	"SettleFinding": []models.Scope{models.ScopeReview}, "Finding": read, "OpenFindingPaper": read,
	"ExplainFinding": submit,
	"SetColours":     plan, "SetRank": planRead, "Publishing": read, "SetPublishing": planRead, "Target": read,
	"DecideTarget": planRead,
	"ChangePlan":   planRead, "PreviewImport": plan, "CommitImport": plan,
	"ImportProgress": plan,
	"UndoImport":     plan, "CancelImport": plan,
	"Imports": plan, "ShowImport": plan, "AdjustList": plan, "GoLive": planRead, "GoingLive": planRead,
	"OldLate": planRead, "SettleOld": planRead, "LiveState": planRead,
	"Suggestions": read, "Suggest": submit, "AnswerSuggestion": plan, "Burden": planRead, "SetBurdenCap": plan,
	"PermitPage": read, "PermitList": read, "SetPermit": submitRead, "SetFormalities": submitRead, "OpenPermitFile": read,
	"MilestoneTemplates": read, "SetMilestoneTemplate": plan, "AddMilestoneTemplate": plan,
	"ResetMilestoneTemplate": plan, "Schedule": read,
	"EvidenceRules": plan, "SetEvidenceRule": plan,
	"ShowCalendar":  read,
	"EnterCalendar": planRead, "SetLadder": planRead, "Status": read, "Ranking": read,
	"Board": read, "HangBoard": inPerson,
	"BoardLinks": inPerson, "TakeBoardDown": inPerson, "Overview": read, "ExportMonthly": read, "ExportPlan": read,
	"ExportMilestones": read, "FillForm": read,
	"ExportLedger": read, "ExportEscalations": read, "ExportOrders": read, "MeetingPack": read, "OrderDocument": read,
	"Template":  read,
	"ChaseText": read, "StartDraft": plan,
	"CorrectDraft": plan, "DiscardDraft": plan,
	"Drafts": plan, "ShowDraft": plan, "ShowDraftSheet": plan, "DraftErrors": plan, "Outgoing": plan, "Escalations": read,
	"EscalationList": read,
	"EscalationPage": read, "LeaderPage": read, "UnitPage": read, "SignFor": submitRead, "Instruct": submitRead,
	"Reply": submitRead, "PreReview": reviewing,
	"OpenNotePaper": read, "AudiencePosts": plan, "SetAudiencePosts": plan, "ErrorWorkbook": plan,

	"AskCorrection": submitRead, "Corrections": read, "CorrectionForm": read, "ConfirmCorrection": reviewing,
	"RefuseCorrection": {models.ScopeReview, models.ScopeRead}, "WithdrawCorrection": submitRead, "TakeBack": reviewing,

	"AskRequest": submitRead, "RequestList": read, "RequestPage": read, "RequestForm": read, "WithdrawAsked": submitRead,
	"DecideAsked": {models.ScopeReview, models.ScopeRead}, "OpenRequestPaper": read, "Todos": read,
	"Inbox": read, "ReadInbox": read, "ReleaseList": reviewing, "Release": reviewing, "SetReleaseAuto": reviewing,

	"ExportList": read, "UrgentTables": read, "UrgentTable": read, "OpenUrgentTable": planRead,
	"SetUrgentColumns": planRead,
	"AnswerUrgent":     submitRead, "UrgentForm": read, "TakeUrgentForms": submitRead, "FillUrgent": read,
	"CloseUrgentTable": planRead,

	"PlatformComparisons": read, "PlatformComparison": read, "ComparePlatform": planRead,

	"Problems": read, "Problem": read, "ProblemForm": submitRead, "RaiseProblem": submitRead, "ChangeProblem": submitRead,
	"ExportProblems": read,

	"Me": whoAmI, "RolesOf": whoAmI, "Programmes": read, "Organisations": read, "Rulebook": read,

	"Posts": read, "Post": read, "Succession": read, "Succeed": admin, "NamePerson": plan, "UnnamePerson": plan,
	"SetContact": plan, "PhoneBook": plan, "UploadPeople": plan, "PeopleImports": plan, "PeopleImport": plan,
	"AnswerPeople": plan, "CommitPeople": plan, "UndoPeople": plan,

	"AddPerson": admin, "Accounts": admin, "CreateAccount": admin, "ResetPassword": admin, "SetAccountDisabled": admin,
	"GrantRole":  admin,
	"RevokeRole": admin, "Sessions": admin, "EndSession": admin, "IssueToken": inPerson, "Tokens": admin,
	"RevokeToken": admin, "Account": admin,
	"AccountChoices": admin, "LinkSubject": admin, "UnlinkSubject": admin, "LogOutEverywhere": admin,
	"ChangePassword": inPerson,
	"Audit":          read, "ExportAudit": read, "VerifyAudit": read, "ShowAuditHead": read, "AcceptAuditHead": inPerson,
	"Vitals": admin, "Notices": read, "ClockState": inPerson, "ConfirmClock": inPerson, "NoteDenied": whoAmI,
	"Channels": read, "AddChannel": plan, "TestChannel": plan, "RemoveChannel": plan, "Sent": read, "PasteTexts": plan,
	"HangFeed":   inPerson,
	"FullDoctor": admin, "Instances": admin, "Doctor": admin, "Reconcile": inPerson,
}

// TestATokenDoesWhatItWasGivenForAndNothingElse asks each use case as each role that passes, by tokens that lack one
// scope, that have none, and that open the board; and once by one that has just what is needed.
func TestATokenDoesWhatItWasGivenForAndNothingElse(t *testing.T) {
	played := newFixture(t)
	played.acceptTwo()
	played.enterChannel()
	refused := played.copy(t)
	before, calls := refused.dump(), slices.Clone(refused.runs.calls)
	for name, row := range access {
		needed, listed := scopesOf[name]
		if !listed {
			t.Errorf("%s: say which scopes a token needs", name)
			continue
		}
		enough := false
		for i, column := range columns {
			actor := column.actor(refused)
			if wanted(name, row.want, i) != yes || actor.Operator || actor.Scopes != nil {
				continue
			}
			for _, without := range lacking(needed) {
				actor.Scopes = without
				if got := answerOf(row.ask(refused, actor)); got != no && got != hidden && got != empty {
					t.Errorf("%s as %s by a token for %v: %s, want a refusal", name, column.name, without, got)
				}
			}
			if enough || slices.Equal(needed, inPerson) {
				continue
			}
			s := played.copy(t)
			actor = column.actor(s)
			actor.Scopes = needed
			err := row.ask(s, actor)
			if enough = err == nil; !enough && !errors.Is(err, errEmpty) { // what is shown may be another scope's
				t.Errorf("%s as %s by a token for just %v: %v", name, column.name, needed, err)
			}
		}
	}
	if diff := cmp.Diff(before, refused.dump()); diff != "" {
		t.Errorf("a token that was refused changed rows:\n%s", diff)
	}
	if diff := cmp.Diff(calls, refused.runs.calls); diff != "" {
		t.Errorf("a token that was refused reached the processes:\n%s", diff)
	}
}

// lacking are sets of scopes each of which is not enough.
func lacking(needed []models.Scope) [][]models.Scope {
	if len(needed) == 0 {
		return nil
	}
	sets := [][]models.Scope{{}}
	for _, scope := range models.AllScopes {
		if !slices.Contains(needed, scope) {
			sets = append(sets, []models.Scope{scope})
		}
	}
	for _, scope := range needed {
		sets = append(sets, slices.DeleteFunc(slices.Clone(models.AllScopes),
			func(s models.Scope) bool { return s == scope }))
	}
	return sets
}

package tracking_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/tracking"
)

// The fixture of the access table: project own of one owner and one responsible unit, project other of others. One
// report of each waits for review. What is asked is always about own.
type fixture struct {
	*env
	own, other models.Project
	clerk      tracking.GivenPassword // a person's account
	waiting    string                 // own's submission
	accepted   string                 // own's milestone submission that the office accepted just now
	correction string                 // of another of own's milestones; the operator asked for it
	staged     string                 // a batch that may be committed
	draft      string                 // a file that was brought and may be
	committed  string                 // one that may be undone
	request    string                 // to extend one of own's milestones by a week; the operator asked for it
	late       string                 // own's red card, on record by hand
	problem    string                 // of own, raised by the office, not assigned
	platform   string                 // a comparison with a platform's export
	urgent     string                 // an urgent table that asks for one column of every project
	scanned    string                 // a note on it that was entered from paper
	order      string                 // an instruction on own, entered from paper
	orderStep  string                 // the step with its scan
	channel    string                 // on record by hand
	reserves   [2]string              // applications of own's unit and owner: kept, and on the list
	// with the scan of the list
	reserveStep string
}

// columns are who may ask, in the order of the table's answers.
var columns = []struct {
	name  string
	actor func(s fixture) models.Actor
}{
	{"operator", func(fixture) models.Actor { return models.Operator }},
	{"office", func(fixture) models.Actor { return office }},
	{"owner", func(s fixture) models.Actor { return holding(models.RoleOwner, s.own.OwnerID) }},
	{"owner of another", func(s fixture) models.Actor { return holding(models.RoleOwner, s.other.OwnerID) }},
	{"unit", func(s fixture) models.Actor { return holding(models.RoleUnit, s.own.ResponsibleUnitID) }},
	{"unit of another", func(s fixture) models.Actor { return holding(models.RoleUnit, s.other.ResponsibleUnitID) }},
	{"leader", func(fixture) models.Actor {
		return models.Actor{ID: "person", Name: "某",
			Roles: []models.Role{{Role: models.RoleLeader, PostID: models.PostID("分管工业副区长")}}}
	}},
	{"read-only", func(fixture) models.Actor { return holding(models.RoleReadOnly, "") }},
	{"nobody", func(fixture) models.Actor { return models.Actor{ID: "person", Name: "某"} }},
	{"government office", func(fixture) models.Actor { return holding(models.RoleGovernment, "") }},
	{"system admin", func(fixture) models.Actor { return holding(models.RoleSystemAdmin, "") }},
	{"security admin", func(fixture) models.Actor { return holding(models.RoleSecurityAdmin, "") }},
	{"audit admin", func(fixture) models.Actor { return holding(models.RoleAuditAdmin, "") }},
	{"office by a token to read", func(fixture) models.Actor {
		a := office
		a.Scopes = []models.Scope{models.ScopeRead}
		return a
	}},
}

// wanted is what a column gets: what the table says; for those beyond it, what stands in others, or else what a column
// of the table gets: who reads for a leader sees what a reader sees, an administrator is no one to the projects.
func wanted(name string, want [9]string, column int) string {
	if column < len(want) {
		return want[column]
	}
	if row, listed := others[name]; listed {
		return row[column-len(want)]
	}
	const office, reader, nobody = 1, 7, 8
	switch column - len(want) {
	case 0:
		return want[reader]
	case 4:
		if want[reader] == yes && want[office] == yes {
			return yes
		}
		return no
	}
	return want[nobody]
}

func holding(role models.RoleName, organisation string) models.Actor {
	return models.Actor{ID: "person", Name: "某", Roles: []models.Role{{Role: role, OrganisationID: organisation}}}
}

// The answers: ok, ok but nothing of own in it, forbidden, or as if own did not exist.
const (
	yes    = "ok"
	empty  = "empty"
	no     = "forbidden"
	hidden = "not_found"
)

// access is every use case with what each column gets.
var access = map[string]struct {
	ask  func(s fixture, a models.Actor) error
	want [9]string
}{
	//                                 operator office owner other   unit other   leader reader no one
	"Tasks":              {tasks, [9]string{empty, yes, yes, empty, yes, empty, empty, empty, empty}},
	"MilestoneForm":      {milestoneForm, [9]string{yes, yes, yes, hidden, yes, hidden, no, no, hidden}},
	"ReportForm":         {reportForm, [9]string{yes, yes, yes, hidden, yes, hidden, no, no, hidden}},
	"ReportBatch":        {reportBatch, [9]string{yes, yes, yes, empty, yes, empty, no, no, no}},
	"CheckReport":        {checkReport, [9]string{yes, yes, yes, hidden, yes, hidden, no, no, hidden}},
	"Acknowledged":       {acknowledged, [9]string{yes, hidden, hidden, hidden, hidden, hidden, hidden, hidden, no}},
	"SubmitMilestone":    {submitMilestone, [9]string{yes, yes, yes, hidden, yes, hidden, no, no, hidden}},
	"ReportMonth":        {reportMonth, [9]string{yes, yes, yes, hidden, yes, hidden, no, no, hidden}},
	"PutEvidence":        {putEvidence, [9]string{yes, yes, yes, yes, yes, yes, no, no, no}},
	"Projects":           {projects, [9]string{yes, yes, yes, empty, yes, empty, yes, yes, no}},
	"ProjectPage":        {projectPage, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, hidden}},
	"ProjectHistory":     {projectHistory, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, hidden}},
	"OpenEvidence":       {openEvidence, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, hidden}},
	"Thumbnail":          {thumbnail, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, hidden}},
	"Submissions":        {submissions, [9]string{yes, yes, yes, empty, yes, empty, yes, yes, empty}},
	"Review":             {review, [9]string{no, yes, no, no, no, no, no, no, no}},
	"AskCorrection":      {askCorrection, [9]string{yes, yes, yes, hidden, yes, hidden, no, no, hidden}},
	"Corrections":        {listCorrections, [9]string{yes, yes, yes, empty, yes, empty, yes, yes, no}},
	"CorrectionForm":     {correctionForm, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, hidden}},
	"ConfirmCorrection":  {confirmCorrection, [9]string{no, yes, no, no, no, no, no, no, no}},
	"RefuseCorrection":   {refuseCorrection, [9]string{no, yes, no, no, no, no, no, no, no}},
	"WithdrawCorrection": {withdrawCorrection, [9]string{yes, no, no, hidden, no, hidden, no, no, no}},
	"TakeBack":           {takeBack, [9]string{no, yes, no, no, no, no, no, no, no}},
	"ReviewQueue":        {reviewQueue, [9]string{no, yes, no, no, no, no, no, no, no}},
	"SubmissionPage":     {submissionPage, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, hidden}},
	"Plans":              {listPlans, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"PlanPage":           {planPage, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, hidden}},
	"Trial":              {trialPage, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"SetColours":         {setColours, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"ChangePlan":         {changePlan, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"PreviewImport":      {previewImport, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"CommitImport":       {commitImport, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"ImportProgress":     {importProgress, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"UndoImport":         {undoImport, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"CancelImport":       {cancelImport, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"Imports":            {listImports, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"ShowImport":         {showImport, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"AdjustList":         {adjustList, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"GoingLive":          {goingLive, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"OldLate":            {oldLate, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"SettleOld":          {settleOld, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"LiveState":          {liveState, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"Suggestions":        {suggestions, [9]string{yes, yes, yes, yes, yes, yes, yes, yes, yes}},
	"Suggest":            {suggest, [9]string{no, yes, yes, yes, yes, yes, yes, yes, yes}},
	"AnswerSuggestion":   {answerSuggestion, [9]string{hidden, hidden, no, no, no, no, no, no, no}},
	"Burden":             {burden, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"SetBurdenCap":       {setBurdenCap, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"EvidenceRules":      {evidenceRules, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"SetEvidenceRule":    {setEvidenceRule, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"GoLive":             {goLive, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"Status":             {status, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"Ranking":            {ranking, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"Board":              {board, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"HangBoard":          {hangBoard, [9]string{no, yes, no, no, no, no, no, no, no}},
	"BoardLinks":         {boardLinks, [9]string{no, yes, no, no, no, no, no, no, no}},
	"TakeBoardDown":      {takeBoardDown, [9]string{no, yes, no, no, no, no, no, no, no}},
	"Overview":           {overview, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"ExportMonthly":      {exportMonthly, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"ExportPlan":         {exportPlan, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"ExportMilestones":   {exportMilestones, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"FillForm":           {fillOwnForm, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"ExportLedger":       {exportLedger, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"MeetingPack":        {meetingPack, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"ExportOrders":       {exportOrders, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"OrderDocument":      {orderDocument, [9]string{yes, yes, hidden, hidden, yes, hidden, yes, yes, no}},
	"ExportEscalations":  {exportEscalations, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"Template":           {askTemplate, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, hidden}},
	"ChaseText":          {chaseText, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"StartDraft":         {startDraft, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"CorrectDraft":       {correctDraft, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"DiscardDraft":       {discardDraft, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"Drafts":             {listDrafts, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"ShowDraft":          {showDraft, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"ShowDraftSheet":     {showDraftSheet, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"DraftErrors":        {draftErrors, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"Outgoing":           {outgoing, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"ErrorWorkbook":      {errorWorkbook, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"AddPerson":          {addPerson, [9]string{yes, no, no, no, no, no, no, no, no}},
	"Publishing":         {publishing, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"SetPublishing":      {setPublishing, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"SetRank":            {setRank, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"Findings":           {findings, [9]string{no, yes, no, no, no, no, no, no, no}},
	"Finding":            {finding, [9]string{hidden, hidden, hidden, hidden, hidden, hidden, hidden, hidden, no}},
	"OpenFindingPaper": {openFindingPaper, [9]string{hidden, hidden, hidden, hidden, hidden, hidden, hidden, hidden,
		no}},
	"AskFinding":       {askFinding, [9]string{no, hidden, no, no, no, no, no, no, no}},
	"ExplainFinding":   {explainFinding, [9]string{hidden, hidden, hidden, hidden, hidden, hidden, no, no, no}},
	"SettleFinding":    {settleFinding, [9]string{no, hidden, no, no, no, no, no, no, no}},
	"Forecast":         {forecast, [9]string{yes, yes, no, no, no, no, yes, no, no}},
	"ExportForecast":   {exportForecast, [9]string{yes, yes, no, no, no, no, yes, no, no}},
	"YearEnd":          {yearEnd, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"ExportYear":       {exportYear, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"HandOverYear":     {handOverYear, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"Closings":         {closings, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"ClosingPage":      {closingPage, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"PreviewClosing":   {previewClosing, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"CloseMonth":       {closeMonth, [9]string{no, yes, no, no, no, no, no, no, no}},
	"ReopenMonth":      {reopenMonth, [9]string{no, yes, no, no, no, no, no, no, no}},
	"Target":           {showTarget, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"DecideTarget":     {decideTarget, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"ExportList":       {exportList, [9]string{yes, yes, yes, yes, yes, yes, yes, yes, yes}},
	"UrgentTables":     {urgentTables, [9]string{yes, yes, yes, yes, yes, yes, yes, yes, no}},
	"UrgentTable":      {urgentTable, [9]string{yes, yes, yes, empty, yes, empty, yes, yes, no}},
	"OpenUrgentTable":  {openUrgentTable, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"SetUrgentColumns": {setUrgentColumns, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"AnswerUrgent":     {answerUrgent, [9]string{yes, yes, yes, hidden, yes, hidden, no, no, no}},
	"UrgentForm":       {urgentForm, [9]string{yes, yes, yes, yes, yes, yes, yes, yes, no}},
	"TakeUrgentForms":  {takeUrgentForms, [9]string{yes, yes, yes, empty, yes, empty, no, no, no}},
	"FillUrgent":       {fillUrgent, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"CloseUrgentTable": {closeUrgentTable, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"Problems":         {listProblems, [9]string{yes, yes, yes, empty, yes, empty, yes, yes, no}},
	"Problem":          {showProblem, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, hidden}},
	"ProblemForm":      {problemForm, [9]string{yes, yes, yes, hidden, yes, hidden, no, no, no}},
	"RaiseProblem":     {raiseProblem, [9]string{yes, yes, yes, hidden, yes, hidden, no, no, no}},
	"ChangeProblem":    {assignProblem, [9]string{yes, yes, no, hidden, no, hidden, no, no, no}},
	"ExportProblems":   {exportProblems, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"EnterCalendar":    {enterCalendar, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"SetLadder":        {setLadder, [9]string{yes, yes, no, no, no, no, no, no, no}},

	"Accounts":           {accounts, [9]string{yes, no, no, no, no, no, no, no, no}},
	"CreateAccount":      {createAccount, [9]string{yes, no, no, no, no, no, no, no, no}},
	"ResetPassword":      {resetPassword, [9]string{yes, no, no, no, no, no, no, no, no}},
	"SetAccountDisabled": {disableAccount, [9]string{yes, no, no, no, no, no, no, no, no}},
	"GrantRole":          {grantRole, [9]string{yes, no, no, no, no, no, no, no, no}},
	"RevokeRole":         {revokeRole, [9]string{yes, no, no, no, no, no, no, no, no}},
	"Sessions":           {sessions, [9]string{yes, no, no, no, no, no, no, no, no}},
	"EndSession":         {endSession, [9]string{yes, no, no, no, no, no, no, no, no}},
	"IssueToken":         {issueToken, [9]string{yes, no, no, no, no, no, no, no, no}},
	"Tokens":             {tokens, [9]string{yes, no, no, no, no, no, no, no, no}},
	"RevokeToken":        {revokeToken, [9]string{yes, no, no, no, no, no, no, no, no}},
	"Account":            {account, [9]string{yes, no, no, no, no, no, no, no, no}},
	"Vitals":             {vitals, [9]string{yes, no, no, no, no, no, no, no, no}},
	"AccountChoices":     {accountChoices, [9]string{yes, no, no, no, no, no, no, no, no}},
	"LinkSubject":        {linkSubject, [9]string{yes, no, no, no, no, no, no, no, no}},
	"UnlinkSubject":      {unlinkSubject, [9]string{yes, no, no, no, no, no, no, no, no}},
	"Audit":              {audit, [9]string{yes, no, no, no, no, no, no, no, no}},
	"VerifyAudit":        {verifyAudit, [9]string{yes, no, no, no, no, no, no, no, no}},
	"ShowAuditHead":      {showAuditHead, [9]string{yes, no, no, no, no, no, no, no, no}},
	"AcceptAuditHead":    {acceptAuditHead, [9]string{yes, no, no, no, no, no, no, no, no}},
	"ExportAudit":        {exportAudit, [9]string{yes, no, no, no, no, no, no, no, no}},

	// Everyone's own, and the days off.
	"ShowCalendar": {showCalendar, [9]string{yes, yes, yes, yes, yes, yes, yes, yes, yes}},
	"RolesOf":      {ownRoles, [9]string{yes, yes, yes, yes, yes, yes, yes, yes, yes}},
	// what the interfaces say of an error they answer
	"NoteDenied":       {noteDenied, [9]string{yes, yes, yes, yes, yes, yes, yes, yes, yes}},
	"LogOutEverywhere": {logOutEverywhere, [9]string{yes, yes, yes, yes, yes, yes, yes, yes, yes}},
	"ChangePassword":   {changePassword, [9]string{no, no, no, no, no, no, no, no, no}}, // none of them has an account
	"Doctor":           {doctor, [9]string{yes, no, no, no, no, no, no, no, no}},
	"ClockState":       {clockState, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"ConfirmClock":     {confirmClock, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"Channels":         {channels, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"AddChannel":       {addChannel, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"TestChannel":      {testChannel, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"RemoveChannel":    {removeChannel, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"Sent":             {sent, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"PasteTexts":       {pasteTexts, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"HangFeed":         {hangFeed, [9]string{hidden, yes, yes, yes, yes, yes, yes, yes, yes}},
	"Notices":          {notices, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"Instances":        {instances, [9]string{yes, no, no, no, no, no, no, no, no}},
	"FullDoctor":       {fullDoctor, [9]string{yes, no, no, no, no, no, no, no, no}},
	"Reconcile":        {reconcile, [9]string{yes, no, no, no, no, no, no, no, no}},

	"PermitPage":             {permitPage, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, hidden}},
	"PermitList":             {permitList, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	"SetPermit":              {setPermit, [9]string{yes, yes, yes, hidden, yes, hidden, no, no, hidden}},
	"SetFormalities":         {setFormalities, [9]string{yes, yes, yes, hidden, yes, hidden, no, no, hidden}},
	"OpenPermitFile":         {openPermitFile, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, hidden}},
	"MilestoneTemplates":     {milestoneTemplates, [9]string{yes, yes, yes, yes, yes, yes, yes, yes, no}},
	"SetMilestoneTemplate":   {setMilestoneTemplate, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"AddMilestoneTemplate":   {addMilestoneTemplate, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"ResetMilestoneTemplate": {resetMilestoneTemplate, [9]string{yes, yes, no, no, no, no, no, no, no}},
	"Schedule":               {schedule, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, hidden}},
}

// open are the methods that ask for no one, each with the reason.
var open = map[string]string{
	"Authenticate":         "it makes the actor",
	"LogIn":                "it makes the actor",
	"SignIn":               "it makes the actor",
	"BoardByLink":          "it makes the actor",
	"DueFeed":              "it makes the actor",
	"SessionActor":         "it makes the actor",
	"LogOut":               "whoever holds a session's secret may end it",
	"Ready":                "a probe of the server's health",
	"RecordEngineSetAside": "the system's own work; no request leads there",
	"UrgeRequests":         "the system's own work; no request leads there",
	"KeepMonths":           "the system's own work; no request leads there",
	"Warm":                 "the system's own work; no request leads there",
	"LookAgain":            "the system's own work; no request leads there",
	"ResendStored":         "the system's own work; no request leads there",
	"EngineNewer":          "logged at start",
	"SweepUploads":         "the system's own work; no request leads there",
	"RecordBackup":         "the system's own work; no request leads there",
	"ReadDraft":            "called by the activity, for the person who asked",
	"ReadingProgress":      "called by the activity",

	"PasswordPolicy": "whoever chooses a password must know it",
}

func TestWhoGetsWhatAnswer(t *testing.T) {
	played := newFixture(t)
	played.acceptTwo()
	played.enterChannel()
	for name, row := range access {
		t.Run(name, func(t *testing.T) {
			s := played.copy(t)
			before, calls := s.dump(), slices.Clone(s.runs.calls)
			for i, column := range columns {
				want := wanted(name, row.want, i)
				if want == yes {
					continue // asked below, each on a fixture of its own
				}
				if got := answerOf(row.ask(s, column.actor(s))); got != want {
					t.Errorf("%s: %s, want %s", column.name, got, want)
				}
			}
			if diff := cmp.Diff(before, s.dump()); diff != "" {
				t.Errorf("who was refused changed rows:\n%s", diff)
			}
			if diff := cmp.Diff(calls, s.runs.calls); diff != "" {
				t.Errorf("who was refused reached the processes:\n%s", diff)
			}
			for i, column := range columns {
				if wanted(name, row.want, i) != yes {
					continue
				}
				s := played.copy(t)
				if err := row.ask(s, column.actor(s)); err != nil {
					t.Errorf("%s: %v, want ok", column.name, err)
				}
			}
		})
	}
}

func TestEveryUseCaseHasARow(t *testing.T) {
	service := reflect.TypeFor[*tracking.Service]()
	actor := reflect.TypeFor[models.Actor]()
	methods := map[string]bool{}
	for m := range service.Methods() {
		methods[m.Name] = true
		asks := false
		for in := range m.Type.Ins() {
			asks = asks || in == actor
		}
		_, listed := access[m.Name]
		_, unasked := open[m.Name]
		switch {
		case listed && unasked, !listed && !unasked:
			t.Errorf("%s needs one row: in access, or in open with a reason", m.Name)
		case asks != listed:
			t.Errorf("%s: takes an actor %t, is in the table %t", m.Name, asks, listed)
		}
	}
	for name := range access {
		if !methods[name] {
			t.Errorf("the table has %s, which is no use case", name)
		}
	}
	if len(methods) < 15 {
		t.Errorf("only %d methods found", len(methods))
	}
}

// What is not yours answers word for word as what is not there, however it is asked for.
func TestAForeignProjectAnswersAsAMissingOne(t *testing.T) {
	s := newFixture(t)
	foreign := holding(models.RoleOwner, s.other.OwnerID)
	for _, form := range []string{"%", "2021/%", " 2021/%"} {
		there := strings.ReplaceAll(form, "%", s.own.Code)
		missing := strings.ReplaceAll(form, "%", "ZD-2021-999")
		for name, ask := range map[string]func(project string) error{
			"submit": func(p string) error {
				_, err := s.SubmitMilestone(t.Context(), foreign, "k", p, 0, models.SubmitMilestoneCommand{Milestone: "开工"})
				return err
			},
			"report": func(p string) error {
				_, err := s.ReportMonth(t.Context(), foreign, "k", p, 0, models.ReportMonthCommand{Month: june})
				return err
			},
		} {
			got, want := ask(there), ask(missing)
			wantCode(t, got, models.KindNotFound, "project_not_found")
			if strings.ReplaceAll(got.Error(), s.own.Code, "ZD-2021-999") != want.Error() {
				t.Errorf("%s %q: %v, a missing one says %v", name, form, got, want)
			}
		}
	}
}

// A code stands for the latest year's project that the person may see.
func TestACodeMeansTheLatestProjectThatIsOnesOwn(t *testing.T) {
	s := newFixture(t)
	old := sampleLine(yearBefore(1))
	old.Project.Code = s.own.Code
	s.bring("old plan", onePlan(t, 2020, old))
	former := s.facts("district-2020")[0].Project
	if former.Code != s.own.Code || former.OwnerID == s.own.OwnerID {
		t.Fatalf("the fixture needs two projects of one code and two owners: %+v", former)
	}
	c := models.ReportMonthCommand{Month: models.MonthOf(2020, 12), MonthAmount: new(models.Money),
		YTDAmount: new(models.Money)}
	if _, err := s.ReportMonth(t.Context(), holding(models.RoleOwner, former.OwnerID), "k", s.own.Code, 0, c); err != nil {
		t.Errorf("the former owner: %v", err)
	}
	_, err := s.ReportMonth(t.Context(), office, "k2", s.own.Code, 0, c)
	wantCode(t, err, models.KindInvalid, "month_outside_year") // the office means this year's
	_, err = s.ReportMonth(t.Context(), office, "k3", "2020/"+s.own.Code, 0, c)
	wantCode(t, err, models.KindConflict, "already_waiting")
}

func answerOf(err error) string {
	switch {
	case err == nil:
		return yes
	case errors.Is(err, errEmpty):
		return empty
	}
	switch e := models.AsError(err); e.Kind {
	case models.KindForbidden:
		return no
	case models.KindNotFound:
		return hidden
	default:
		return string(e.Kind) + " " + e.Code
	}
}

var errEmpty = errors.New("nothing of it is shown")

package tracking_test

import (
	"path/filepath"

	"duban/internal/audithead"
	"duban/models"
	"duban/tracking"
)

// others is what the columns beyond the table get where that does not follow from it: government office, system admin,
// security admin, audit admin, the office by a token that may only read.
var others = map[string][5]string{
	"Tasks":              {empty, empty, empty, empty, empty},
	"Acknowledged":       {hidden, no, no, no, hidden},
	"Suggest":            {yes, yes, yes, yes, no},
	"Doctor":             {no, yes, no, no, no},
	"FullDoctor":         {no, yes, no, no, no},
	"Instances":          {no, yes, no, no, no},
	"Vitals":             {no, yes, no, no, no},
	"InstructForm":       {yes, no, no, no, no},
	"Finding":            {hidden, no, no, no, hidden},
	"OpenFindingPaper":   {hidden, no, no, no, hidden},
	"Forecast":           {yes, no, no, no, yes},
	"ExportForecast":     {yes, no, no, no, yes},
	"ClockState":         {no, yes, no, no, no},
	"ConfirmClock":       {no, yes, no, no, no},
	"Notices":            {no, yes, yes, yes, yes},
	"Channels":           {no, yes, no, no, yes},
	"AddChannel":         {no, yes, no, no, no},
	"TestChannel":        {no, yes, no, no, no},
	"RemoveChannel":      {no, yes, no, no, no},
	"Sent":               {no, yes, no, no, yes},
	"PasteTexts":         {no, yes, no, no, no},
	"HangFeed":           {yes, yes, yes, yes, no},
	"AddPerson":          {no, yes, no, no, no},
	"Accounts":           {no, yes, yes, no, no},
	"CreateAccount":      {no, yes, no, no, no},
	"ResetPassword":      {no, yes, no, no, no},
	"SetAccountDisabled": {no, yes, yes, no, no},
	"GrantRole":          {no, yes, no, no, no},
	"RevokeRole":         {no, yes, no, no, no},
	"Sessions":           {no, yes, yes, no, no},
	"EndSession":         {no, yes, yes, no, no},
	"Tokens":             {no, yes, yes, no, no},
	"RevokeToken":        {no, yes, yes, no, no},
	"Account":            {no, yes, yes, no, no},
	"AccountChoices":     {no, yes, no, no, no},
	"LinkSubject":        {no, yes, no, no, no},
	"UnlinkSubject":      {no, yes, no, no, no},
	"Audit":              {no, no, no, yes, no},
	"VerifyAudit":        {no, no, no, yes, no},
	"ShowAuditHead":      {no, no, no, yes, no},
	"ExportAudit":        {no, no, no, yes, no},
	"RolesOf":            {yes, yes, yes, yes, yes},
	"NoteDenied":         {yes, yes, yes, yes, yes},
	"LogOutEverywhere":   {yes, yes, yes, yes, no},
}

var clerkAccount = tracking.NewAccount{Login: "clerk", Name: "办事员",
	RoleGrant: tracking.RoleGrant{Role: models.RoleOffice}}

func accounts(s fixture, a models.Actor) error {
	views, err := s.Accounts(s.t.Context(), a)
	if err == nil && len(views) == 0 {
		return errEmpty
	}
	return err
}

func createAccount(s fixture, a models.Actor) error {
	_, err := s.CreateAccount(s.t.Context(), a, "ask", tracking.NewAccount{Login: "new", Name: "新人",
		RoleGrant: tracking.RoleGrant{Role: models.RoleOffice}})
	return err
}

func resetPassword(s fixture, a models.Actor) error {
	_, err := s.ResetPassword(s.t.Context(), a, "ask", "clerk")
	return err
}

func disableAccount(s fixture, a models.Actor) error {
	return only(s.SetAccountDisabled(s.t.Context(), a, "ask", "clerk", true))
}

func grantRole(s fixture, a models.Actor) error {
	return only(s.GrantRole(s.t.Context(), a, "ask", "clerk", tracking.RoleGrant{Role: models.RoleReadOnly}))
}

func revokeRole(s fixture, a models.Actor) error {
	return only(s.RevokeRole(s.t.Context(), a, "ask", "clerk", tracking.RoleGrant{Role: models.RoleOffice}))
}

func sessions(s fixture, a models.Actor) error {
	_, err := s.Sessions(s.t.Context(), a, "clerk")
	return err
}

func endSession(s fixture, a models.Actor) error {
	if models.CanDisableAccounts(a) != nil { // who is refused must leave no row, so there is none to begin with
		return s.EndSession(s.t.Context(), a, "ask", "clerk", "0123456789abcdef")
	}
	in, err := s.LogIn(s.t.Context(), "clerk", s.clerk.Password, "10.0.0.1", "")
	if err != nil {
		return err
	}
	_, view, err := s.SessionActor(s.t.Context(), in.Secret, true)
	if err != nil {
		return err
	}
	return s.EndSession(s.t.Context(), a, "ask", "clerk", view.ID)
}

func issueToken(s fixture, a models.Actor) error {
	_, err := s.IssueToken(s.t.Context(), a, "ask", tracking.NewToken{Login: "clerk", Label: "脚本",
		Scopes: []models.Scope{models.ScopeRead}})
	return err
}

func tokens(s fixture, a models.Actor) error {
	_, err := s.Tokens(s.t.Context(), a, "clerk")
	return err
}

func revokeToken(s fixture, a models.Actor) error {
	if models.CanDisableAccounts(a) != nil {
		return s.RevokeToken(s.t.Context(), a, "ask", "clerk", "0123456789abcdef")
	}
	issued, err := s.IssueToken(s.t.Context(), models.Operator, "token", tracking.NewToken{Login: "clerk", Label: "脚本",
		Scopes: []models.Scope{models.ScopeRead}})
	if err != nil {
		return err
	}
	return s.RevokeToken(s.t.Context(), a, "ask", "clerk", issued.ID)
}

func ownRoles(s fixture, a models.Actor) error {
	_, err := s.RolesOf(s.t.Context(), a)
	return err
}

func logOutEverywhere(s fixture, a models.Actor) error {
	return s.LogOutEverywhere(s.t.Context(), a, "ask")
}

func changePassword(s fixture, a models.Actor) error {
	return s.ChangePassword(s.t.Context(), a, "ask", "", "old", "一句好记而又足够长的话")
}

func account(s fixture, a models.Actor) error {
	_, err := s.Account(s.t.Context(), a, "clerk")
	return err
}

func accountChoices(s fixture, a models.Actor) error {
	_, err := s.AccountChoices(s.t.Context(), a)
	return err
}

func linkSubject(s fixture, a models.Actor) error {
	return only(s.LinkSubject(s.t.Context(), a, "ask", "clerk", issuer, "s1"))
}

func unlinkSubject(s fixture, a models.Actor) error {
	if models.CanAdminister(a) == nil { // who is refused must leave no row
		if err := only(s.LinkSubject(s.t.Context(), models.Operator, "link", "clerk", issuer, "s1")); err != nil {
			return err
		}
	}
	return s.UnlinkSubject(s.t.Context(), a, "ask", "clerk", issuer, "s1")
}

func audit(s fixture, a models.Actor) error {
	page, err := s.Audit(s.t.Context(), a, tracking.AuditFilter{}, 0, 10)
	if err == nil && page.Total == 0 {
		return errEmpty
	}
	return err
}

func exportAudit(s fixture, a models.Actor) error {
	return s.ExportAudit(s.t.Context(), a, tracking.AuditFilter{}, func(tracking.AuditLine) error { return nil })
}

func verifyAudit(s fixture, a models.Actor) error {
	_, err := s.VerifyAudit(s.t.Context(), a)
	return err
}

func showAuditHead(s fixture, a models.Actor) error {
	_, err := s.ShowAuditHead(s.t.Context(), a)
	return err
}

// acceptAuditHead is asked where a kept head is not part of the chain.
func acceptAuditHead(s fixture, a models.Actor) error {
	path := filepath.Join(s.t.TempDir(), "head.json")
	if err := audithead.Write(path, models.AuditHead{Sequence: 1_000_000, Hash: "lost"}); err != nil {
		s.t.Fatal(err)
	}
	s.AuditHeads = []string{path}
	defer func() { s.AuditHeads = nil }()
	return s.AcceptAuditHead(s.t.Context(), a, "ask", "恢复")
}

// The requests of one administrator that another confirms.
func init() {
	//                    operator office owner other unit other leader reader no one
	for name, ask := range map[string]func(s fixture, a models.Actor) error{
		"AccountRequests": accountRequests, "ConfirmRequest": confirmRequest, "RefuseRequest": refuseRequest,
		"WithdrawRequest": withdrawRequest,
	} {
		access[name] = struct {
			ask  func(s fixture, a models.Actor) error
			want [9]string
		}{ask, [9]string{yes, no, no, no, no, no, no, no, no}}
		scopesOf[name] = admin
	}
	others["AccountRequests"] = [5]string{no, yes, yes, no, no}
	others["ConfirmRequest"], others["RefuseRequest"] = [5]string{no, no, yes, no, no}, [5]string{no, no, yes, no, no}
	others["WithdrawRequest"] = [5]string{no, yes, no, no, no}
}

func accountRequests(s fixture, a models.Actor) error {
	_, err := s.AccountRequests(s.t.Context(), a, true)
	return err
}

func confirmRequest(s fixture, a models.Actor) error {
	_, err := s.ConfirmRequest(s.t.Context(), a, "ask", s.asked(a), "")
	return err
}

func refuseRequest(s fixture, a models.Actor) error {
	return s.RefuseRequest(s.t.Context(), a, "ask", s.asked(a), "与任职文件不符")
}

func withdrawRequest(s fixture, a models.Actor) error {
	if !a.Is(models.RoleSystemAdmin) || models.CanAdminister(a) != nil {
		if a.Operator { // does at once what it wants while the three are not all there
			return nil
		}
		return s.WithdrawRequest(s.t.Context(), a, "ask", "req-none")
	}
	issued, err := s.ResetPassword(s.t.Context(), a, "reset", "clerk")
	if err != nil {
		return err
	}
	return s.WithdrawRequest(s.t.Context(), a, "ask", issued.Request)
}

// asked is the request of another administrator that waits, for who may decide on it; for others there is none.
func (s fixture) asked(a models.Actor) string {
	if models.CanConfirm(a, models.AccountRequest{AskedByID: "asker"}, false) != nil {
		return "req-none"
	}
	asker := models.Actor{ID: "asker", Name: "系统管理员", Roles: []models.Role{{Role: models.RoleSystemAdmin}}}
	issued, err := s.ResetPassword(s.t.Context(), asker, "reset", "clerk")
	if err != nil {
		s.t.Fatal(err)
	}
	return issued.Request
}

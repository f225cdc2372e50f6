package models

import (
	"cmp"
	"slices"
	"strings"
)

// RequestDecision is what becomes of a request.
type RequestDecision string

// The decisions. A unit's opinion decides nothing: the request goes on waiting.
const (
	ApproveRequest RequestDecision = "approve"
	RefuseRequest  RequestDecision = "refuse"
	PassRequestOn  RequestDecision = "pass" // 初审: the responsible unit agrees
)

// DecideRequestCommand decides on a request. For whom, and from what paper, is given when the government office enters
// a leader's decision (代录).
type DecideRequestCommand struct {
	Request  string          `json:"request"`
	Decision RequestDecision `json:"decision"`
	Reason   string          `json:"reason,omitempty"` // of a refusal it is required
	Post     string          `json:"post,omitempty"`   // of the leader, by row key; "": the only one, or the actor's own
	Paper    string          `json:"paper,omitempty"`
	PaperOn  Date            `json:"paper_on,omitempty"`
}

// CanDecideAsked returns nil when the actor may decide on requests at all. DecidesOn decides for one request.
func CanDecideAsked(a Actor) error {
	if a.Is(RoleOffice, RoleLeader, RoleGovernment, RoleUnit) {
		return a.allows(ScopeReview)
	}
	if a.Operator {
		return Errorf(KindForbidden, "operator_may_not_review", "运维员不能审核，请用重点项目办人员的令牌（DUBAN_TOKEN）操作")
	}
	return Errorf(KindForbidden, "forbidden", "您不能审批申请，请联系重点项目办")
}

// LeaderPosts returns the posts of the leaders who may decide on a project's requests: the deputy in charge, the
// sponsor, and the head of the district.
func LeaderPosts(p Project, posts []Post, entered []AudiencePost) []string {
	ids := slices.Concat(PostsOf(ToDeputyInCharge, p, posts, entered), PostsOf(ToSponsor, p, posts, entered),
		PostsOf(ToDistrictHead, p, posts, entered))
	slices.Sort(ids)
	return slices.Compact(ids)
}

// DecidesOn returns nil when the actor may decide on a request, with the post for which they do: none for the office.
// leaders are the posts of LeaderPosts. Whoever asked does not decide.
func (q Request) DecidesOn(a Actor, f Facts, leaders []string, c DecideRequestCommand, today Date) (
	post string, err error) {
	if err := CanDecideAsked(a); err != nil {
		return "", err
	}
	leader := q.ForLeader(f)
	switch {
	case a.ID == q.AskedByID:
		return "", Errorf(KindForbidden, "own_request", "不能审批本人提出的申请，请由另一人办理")
	case leader.IsZero() && a.Is(RoleOffice):
		return "", nil
	case leader.IsZero():
		return "", Errorf(KindForbidden, "forbidden", "该申请由重点项目办审批")
	}
	for _, role := range a.Roles {
		if role.Role == RoleLeader && role.Capacity != CapacityLiaison && slices.Contains(leaders, role.PostID) &&
			(c.Post == "" || c.Post == role.PostID) {
			return role.PostID, nil
		}
	}
	if !a.Is(RoleGovernment) {
		return "", Errorf(KindForbidden, "leader_decides", "%s；政府办可按纸质批件代录", leader)
	}
	switch {
	case strings.TrimSpace(c.Paper) == "":
		return "", Errorf(KindInvalid, "paper_missing", "代录须写明依据的纸质材料，如“批示原件（府办〔2021〕12号）”")
	case c.PaperOn == 0:
		return "", Errorf(KindInvalid, "paper_on_missing", "代录须填写材料上的日期")
	case c.PaperOn > today:
		return "", Errorf(KindInvalid, "paper_on_future", "材料日期 %s 晚于今天（%s），请更正", c.PaperOn, today)
	case c.Post == "" && len(leaders) > 1:
		return "", Errorf(KindInvalid, "party_missing", "请选择由哪位领导审批")
	case c.Post != "" && !slices.Contains(leaders, c.Post):
		return "", Errorf(KindInvalid, "bad_party", "所选岗位不是该项目的审批领导，请重新选择")
	case c.Post == "" && len(leaders) == 1:
		return leaders[0], nil
	}
	return c.Post, nil
}

// Decided returns the request with a decision on it, of a person for a post. title is that of the post.
func (q Request) Decided(by Actor, c DecideRequestCommand, title string, now Instant) (Request, error) {
	if err := q.MustWait(); err != nil {
		return q, err
	}
	q.DecidedByID, q.DecidedByName, q.DecidedAt, q.DecidedFor = by.ID, by.Name, now, title
	q.DecisionReason, q.DecisionPaper, q.DecisionPaperOn = strings.TrimSpace(c.Reason), strings.TrimSpace(c.Paper),
		c.PaperOn
	switch {
	case c.Decision == ApproveRequest:
		q.Status = RequestApproved
	case c.Decision != RefuseRequest:
		return q, Errorf(KindInvalid, "bad_decision", "审批结论“%s”无效，应为 approve（批准）或 refuse（不批准）", c.Decision)
	case q.DecisionReason == "":
		return q, Errorf(KindInvalid, "reason_missing", "不批准须写明理由")
	default:
		q.Status = RequestRefused
	}
	return q, nil
}

// GrantRequest approves a request and carries out what it asks for, in one step; o names the posts of the leaders who
// may decide.
func (r Rules) GrantRequest(f *Facts, c DecideRequestCommand, o ProjectCommand, now Instant) (Changes, error) {
	at := slices.IndexFunc(f.Requests, func(q Request) bool { return q.ID == c.Request })
	if at < 0 {
		return Changes{}, RequestNotFound(c.Request)
	}
	q := f.Requests[at]
	post, err := q.DecidesOn(o.By, *f, keysOf(o.LeaderPosts), c, now.Date())
	if err != nil {
		return Changes{}, err
	}
	decided, err := q.Decided(o.By, c, o.LeaderPosts[post], now)
	if err != nil {
		return Changes{}, err
	}
	var out Changes
	if q.Kind == RequestWithdrawal {
		out, err = r.Review(f, ReviewCommand{Submission: q.SubmissionID, Decision: Return, Reason: "报送单位申请撤回：" + q.Reason},
			o.Reviews, o.By, now)
	} else {
		approver := cmp.Or(decided.DecidedFor, o.By.Name)
		out, err = r.ChangePlan(f, q.planChange(approver, cmp.Or(decided.DecisionPaper, q.Document)), o.Key, now)
	}
	if err != nil {
		return Changes{}, err
	}
	out.Request = &decided
	f.Requests = slices.Clone(f.Requests)
	f.Requests[at] = decided
	return out, nil
}

func keysOf(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// restoreProject makes a project followed again that was closed by mistake. What its closing ended is open again; what
// no longer holds ends with the next look at the ladder.
func restoreProject(f *Facts) (Changes, error) {
	switch {
	case f.Project.Status != ProjectClosed:
		return Changes{}, Errorf(KindConflict, "project_open", "项目“%s”没有销号，不需要恢复", f.Project.Name)
	case len(f.Memberships) == 0:
		return Changes{}, Errorf(KindConflict, "off_list", "项目“%s”已调出清单，请按重新列入清单办理", f.Project.Name)
	}
	closed := f.Project.ClosedAt
	f.Project.Status, f.Project.ClosedAt = ProjectOpen, 0
	p := f.Project
	out := Changes{Restored: &p, Action: "plan.restore", Object: p.ID, Message: Messagef("项目“%s”已恢复跟踪", p.Name)}
	f.Escalations = slices.Clone(f.Escalations)
	for i := range f.Escalations {
		if e := &f.Escalations[i]; e.Kind == KindRung && e.ClosedAt >= closed && closed != 0 {
			e.ClosedAt, e.CloseReason = 0, ""
			out.Unclosed = append(out.Unclosed, *e)
		}
	}
	return out, nil
}

package models

import (
	"fmt"
	"slices"
	"strings"
)

// The steps of a request of which people are told; they end the keys of its messages.
const (
	requestAsked   = "asked"
	requestWaits   = "waits"
	requestDecided = "decided"
)

// RequestPath returns the address of a request's page.
func RequestPath(id string) string { return "/requests/" + id }

// RequestOverdue reports whether a request has waited longer than a reviewer has.
func (r Rules) RequestOverdue(q Request, today Date) bool {
	return q.Status == RequestWaiting && today > r.RequestDue(q)
}

// RequestDue returns the day by which a request is to be decided.
func (r Rules) RequestDue(q Request) Date {
	return r.Calendar.Add(q.AskedAt.Date(), r.Ladder.ReviewDays)
}

// RequestAskedMessages tell who decides that a request waits: the office, or the leaders' posts of leaders with the
// office. In trial running nothing is sent.
func (r Rules) RequestAskedMessages(f Facts, q Request, leaders []string, now Instant) []OutboxMessage {
	m := r.requestMessage(f, q, requestAsked, now)
	m.Title = fmt.Sprintf("%s：%s %s", q.Kind.Chinese(), f.Project.Code, f.Project.Name)
	m.Body = fmt.Sprintf("%s。%s提出，请于%s前办理。\n", q.About(), q.AskedByName, r.RequestDue(q))
	return r.toDeciders(f, q, m, leaders)
}

// RequestWaitsMessages tell who decides, and the office's head, that a request has waited longer than a reviewer has.
func (r Rules) RequestWaitsMessages(f Facts, q Request, leaders []string, now Instant) []OutboxMessage {
	m := r.requestMessage(f, q, requestWaits, now)
	m.Title = fmt.Sprintf("%s超期未批：%s %s", q.Kind.Chinese(), f.Project.Code, f.Project.Name)
	m.Body = fmt.Sprintf("%s。%s提出，应于%s前办理，已超过审批时限。审批前原时限照常计算。\n", q.About(), q.AskedAt.Minute(), r.RequestDue(q))
	out := r.toDeciders(f, q, m, leaders)
	if len(out) > 0 {
		m.Key, m.Audience = m.Key+"/"+string(ToOfficeHead), ToOfficeHead
		out = append(out, m)
	}
	return out
}

// RequestDecidedMessages tell who asked, and the owner and the responsible unit, what became of a request.
func (r Rules) RequestDecidedMessages(f Facts, q Request, now Instant) []OutboxMessage {
	m := r.requestMessage(f, q, requestDecided, now)
	m.Object += "/" + requestDecided
	m.Title = fmt.Sprintf("%s%s：%s %s", q.Kind.Chinese(), q.State(), f.Project.Code, f.Project.Name)
	m.Body = fmt.Sprintf("%s，%s。%s", q.About(), q.State(), q.AskedAt.Minute()+"提出")
	if q.DecisionReason != "" {
		m.Body += "审批意见：" + q.DecisionReason
	}
	m.Body += "\n"
	return r.sentTo(f, m, q.AskedByID, f.Project.OwnerID, f.Project.ResponsibleUnitID)
}

func (r Rules) requestMessage(f Facts, q Request, step string, now Instant) OutboxMessage {
	return OutboxMessage{Key: q.ID + "/" + step, ProjectID: f.Project.ID, CreatedAt: now, NotBefore: r.Quiet(now),
		Status: OutboxPending, Kind: NoticeRequest, Object: q.ID, Path: RequestPath(q.ID)}
}

func (r Rules) toDeciders(f Facts, q Request, m OutboxMessage, leaders []string) []OutboxMessage {
	if f.inTrial(m.CreatedAt.Date()) {
		return nil
	}
	var out []OutboxMessage
	if !q.ForLeader(f).IsZero() {
		out = r.sentTo(f, m, leaders...)
	}
	m.Key, m.Audience = m.Key+"/"+string(ToOffice), ToOffice
	return append(out, m)
}

// sentTo is a message once for each party.
func (r Rules) sentTo(f Facts, m OutboxMessage, parties ...string) (out []OutboxMessage) {
	parties = slices.Clone(parties)
	slices.Sort(parties)
	for _, party := range slices.Compact(parties) {
		if party == "" || party == Operator.ID || f.inTrial(m.CreatedAt.Date()) {
			continue
		}
		one := m
		one.Key, one.PartyID = m.Key+"/"+party, party
		out = append(out, one)
	}
	return out
}

// inTrial reports whether every list of the project is in trial running.
func (f Facts) inTrial(day Date) bool {
	return !slices.ContainsFunc(f.Programmes, func(p Programme) bool { return !p.Trial(day) })
}

// RequestNoLongerHolds returns in Chinese why a message about a request says nothing any more when it is sent; "" when
// it holds: one that asks for a decision while the request waits, one that tells of the decision always.
func RequestNoLongerHolds(f Facts, object string) string {
	id, step, _ := strings.Cut(object, "/")
	for _, q := range f.Requests {
		switch {
		case q.ID != id:
		case step == requestDecided && (q.Status == RequestApproved || q.Status == RequestRefused),
			step != requestDecided && q.Status == RequestWaiting:
			return ""
		default:
			return "申请已办理"
		}
	}
	return "申请已不存在"
}

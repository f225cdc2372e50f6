package models

import (
	"fmt"
	"slices"
	"strings"
)

// Who sends what about a month. The ladder of each project reminds its owner of the monthly report before and on the
// day it is due, urges when it is late, and tells the office's head of a decision that is late. The round sends what
// the ladder does not know of: that estimates are asked for, who is without one, that a unit's opinion is late, and
// what the office has to confirm, send up and close. KeepMonths repeats the request to close once a day, under the same
// key as the round's.

// roundMessages makes the messages about steps: those that were passed over while the program was stopped are one
// message to the office.
func (r RoundRules) roundMessages(f RoundFacts, steps, missed []RoundStep, now Instant) (out []OutboxMessage) {
	late := map[string]bool{} // submissions whose pre-review became late
	for _, s := range steps {
		if s.PassedOver {
			continue
		}
		switch s.Kind {
		case RoundOpens:
			out = append(out, r.toOwners(f, s, "请填报", now)...)
		case RoundEstimateAsk:
			out = append(out, r.toOwners(f, s, "请尽快填报", now)...)
			out = append(out, r.toOffice(f, s, ToOffice, f.title("预计数待确认上报"), f.estimateText(s), now))
		case RoundEstimateLate:
			out = append(out, r.toOffice(f, s, ToOfficeHead, f.title("预计数逾期未确认上报"), f.estimateText(s), now))
		case RoundPreReviewLate:
			late[s.Subject] = true
		case RoundVerifiedAsk:
			out = append(out, r.toOffice(f, s, ToOffice, f.title("核定数待确认上报"), f.verifiedText(s), now))
		case RoundVerifiedLate:
			out = append(out, r.toOffice(f, s, ToOfficeHead, f.title("核定数逾期未确认上报"), f.verifiedText(s), now))
		case RoundAskClose:
			out = append(out, CloseMessage(f.Programme, f.Round, f.unapproved(), r.Calendar, now))
		case RoundEstimateUp, RoundVerifiedUp, RoundIsClosed, RoundReopened, RoundUnconfirmed:
		}
	}
	out = append(out, r.toUnits(f, late, now)...)
	if len(missed) > 0 {
		out = append(out, r.missedMessage(f, missed, now))
	}
	return out
}

func (f RoundFacts) title(what string) string {
	return fmt.Sprintf("%s %s%s", f.Programme.Name, f.monthWord(), what)
}

// dayWord writes a day with its year.
func dayWord(d Date) string { return fmt.Sprintf("%d年%s", d.Year(), d.Chinese()) }

// monthWord names the month; February's round is that of January too.
func (f RoundFacts) monthWord() string {
	if f.Round.Month.Number() == 2 {
		return "1-2月"
	}
	return fmt.Sprintf("%d月", f.Round.Month.Number())
}

func (r RoundRules) message(f RoundFacts, key, object string, now Instant) OutboxMessage {
	return OutboxMessage{Key: "round/" + f.Record.ID + "/" + key, Kind: NoticeRound, Object: object,
		Path: "/round?month=" + f.Round.Month.String(), CreatedAt: now, NotBefore: r.quiet(now), Status: OutboxPending}
}

// quiet returns the first moment at which a message may be sent.
func (r RoundRules) quiet(now Instant) Instant {
	return Rules{Calendar: r.Calendar, Ladder: r.Ladder}.Quiet(now)
}

func (r RoundRules) toOffice(f RoundFacts, s RoundStep, to Audience, title, body string, now Instant) OutboxMessage {
	m := r.message(f, string(s.Kind)+"/"+string(to), s.ID, now)
	m.Audience, m.Title, m.Body = to, title, body
	return m
}

// toOwners asks the owners of projects without an estimate, each once for all of its projects.
func (r RoundRules) toOwners(f RoundFacts, s RoundStep, please string, now Instant) (out []OutboxMessage) {
	if f.up(ClosedEstimate, endOfTime) {
		return nil
	}
	projects, owners := map[string][]RoundProject{}, []string{}
	for _, p := range f.WithoutEstimate() {
		if projects[p.OwnerID] == nil {
			owners = append(owners, p.OwnerID)
		}
		projects[p.OwnerID] = append(projects[p.OwnerID], p)
	}
	slices.Sort(owners)
	for _, owner := range owners {
		of := projects[owner]
		m := r.message(f, string(s.Kind)+"/"+owner, f.Record.ID+"/"+owner, now)
		m.Audience, m.PartyID, m.ProjectID = ToOwnerContact, owner, of[0].ID
		m.Title = f.title("预计完成投资" + please)
		m.Body = fmt.Sprintf("请于%s前填报%s预计完成投资：\n%s\n", dayWord(s.Due), f.monthWord(), named(labels(of)))
		m.Path = "/tasks"
		out = append(out, m)
	}
	return out
}

// toUnits tells each unit of the opinions that are late, once for all that became late at this moment.
func (r RoundRules) toUnits(f RoundFacts, late map[string]bool, now Instant) (out []OutboxMessage) {
	of := map[string][]RoundReport{} // by unit
	for _, report := range f.Reports {
		if late[report.Submission] {
			of[report.UnitID] = append(of[report.UnitID], report)
		}
	}
	for unit, reports := range of {
		names := make([]string, len(reports))
		for i, report := range reports {
			names[i] = report.Label
		}
		m := r.message(f, string(RoundPreReviewLate)+"/"+unit+"/"+now.Date().String(), f.Record.ID+"/"+unit, now)
		m.Audience, m.PartyID, m.ProjectID = ToUnitContact, unit, reports[len(reports)-1].ProjectID
		m.Title = f.title(fmt.Sprintf("月报初审超期 %d 项", len(names)))
		m.Body = fmt.Sprintf("下列项目的月报已超过 %d 个工作日未初审：\n%s\n", f.Settings.PreReviewDays, named(names))
		m.Path = "/tasks"
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b OutboxMessage) int { return strings.Compare(a.Key, b.Key) })
	return out
}

func (r RoundRules) missedMessage(f RoundFacts, missed []RoundStep, now Instant) OutboxMessage {
	m := r.message(f, "missed/"+now.Date().String(), f.Record.ID+"/missed", now)
	m.Audience, m.Title = ToOffice, f.title(fmt.Sprintf("停用期间有 %d 项提醒未发出", len(missed)))
	lines := make([]string, len(missed))
	for i, s := range missed {
		lines[i] = fmt.Sprintf("%s %s", s.At.Minute(), s.Kind.Word())
		if s.Text != "" {
			lines[i] += "：" + s.Text
		}
	}
	m.Body = "下列事项已补记，请在进度调度中核对：\n" + named(lines) + "\n"
	return m
}

func (f RoundFacts) estimateText(s RoundStep) string {
	missing := f.WithoutEstimate()
	text := fmt.Sprintf("%s预计数应于%s报市，请核对后确认。", f.monthWord(), dayWord(s.Due))
	if len(missing) > 0 {
		text += fmt.Sprintf("尚有 %d 个项目未报：\n%s", len(missing), named(labels(missing)))
	}
	return text + "\n"
}

func (f RoundFacts) verifiedText(s RoundStep) string {
	missing := f.unapproved()
	text := fmt.Sprintf("%s核定数应于%s确认上报。", f.monthWord(), dayWord(s.Due))
	if len(missing) > 0 {
		text += fmt.Sprintf("尚有 %d 个项目未审定：\n%s", len(missing), named(missing))
	}
	return text + "\n"
}

// unapproved lists the projects that are due and not approved.
func (f RoundFacts) unapproved() (names []string) {
	for _, p := range f.Projects {
		if p.State != RoundApproved && p.State != RoundPaused {
			names = append(names, p.Label)
		}
	}
	return names
}

func labels(projects []RoundProject) []string {
	names := make([]string, len(projects))
	for i, p := range projects {
		names[i] = p.Label
	}
	return names
}

// named lists names, one a line, and says how many more there are.
func named(names []string) string {
	text := strings.Join(names[:min(len(names), missingNamed)], "\n")
	if len(names) > missingNamed {
		text += fmt.Sprintf("\n等 %d 项", len(names))
	}
	return text
}

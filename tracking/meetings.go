package tracking

import (
	"context"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// MeetingLine is a meeting in a list, with what became of its decisions.
type MeetingLine struct {
	ID       string                         `json:"id"`
	Title    string                         `json:"title"`
	HeldOn   models.Date                    `json:"held_on"`
	Place    string                         `json:"place,omitempty"`
	Chair    string                         `json:"chair,omitempty"`
	Number   string                         `json:"number,omitempty"` // 纪要文号; "": a draft, its items are no tasks
	Items    int                            `json:"items"`
	Outcomes map[models.DecisionOutcome]int `json:"outcomes"` // of the decisions; none of a draft
}

// MeetingList are the meetings of a programme, the newest first.
type MeetingList struct {
	AsOf      models.Instant `json:"as_of"`
	Programme string         `json:"programme"`
	Meetings  []MeetingLine  `json:"meetings"`
	MayManage bool           `json:"may_manage"`
}

// DecisionView is an item of the minutes and what became of it.
type DecisionView struct {
	Position   int                    `json:"position"`
	Order      string                 `json:"order,omitempty"` // row key of the order that follows it; "" in a draft
	Text       string                 `json:"text"`
	Unit       string                 `json:"unit"`
	Project    string                 `json:"project,omitempty"` // code
	Due        models.Date            `json:"due"`
	State      models.OrderState      `json:"state,omitempty"`
	Outcome    models.DecisionOutcome `json:"outcome,omitempty"` // "" in a draft
	DaysLate   int                    `json:"days_overdue"`
	Answer     string                 `json:"answer,omitempty"` // the newest
	AnsweredAt models.Instant         `json:"answered_at,omitempty"`
	ClosedAt   models.Instant         `json:"closed_at,omitempty"`
}

// MeetingPage is a meeting with its decisions.
type MeetingPage struct {
	MeetingLine
	AsOf      models.Instant `json:"as_of"`
	Programme string         `json:"programme"`
	Attended  string         `json:"attended,omitempty"`
	Scan      string         `json:"scan,omitempty"` // file name
	Version   int            `json:"version"`        // to be sent with a change of the draft
	By        string         `json:"by"`
	At        models.Instant `json:"at"`
	SignedAt  models.Instant `json:"signed_at,omitempty"`
	Decisions []DecisionView `json:"decisions"`
	MayManage bool           `json:"may_manage"`
}

// LastMeeting names the last meeting with signed minutes instead of its row key.
const LastMeeting = "last"

// canManageMeetings returns nil when the actor may enter meetings.
func canManageMeetings(actor models.Actor) error {
	if err := models.CanPlan(actor); err != nil {
		return err
	}
	return models.CanSeeAll(actor)
}

// Meetings lists the meetings of a programme.
func (s *Service) Meetings(ctx context.Context, actor models.Actor, programme string) (MeetingList, error) {
	out := MeetingList{AsOf: s.now(), Meetings: []MeetingLine{}, MayManage: canManageMeetings(actor) == nil}
	if err := models.CanSeeAll(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		p, err := s.programmeOf(tx, programme)
		if err != nil {
			return err
		}
		out.Programme = p.Name
		meetings, err := tx.Meetings(p.ID)
		if err != nil || len(meetings) == 0 {
			return err
		}
		orders, err := tx.Decisions(p.ID)
		for _, m := range meetings {
			out.Meetings = append(out.Meetings, s.meetingLine(m, orders, common))
		}
		return err
	})
	return out, err
}

// Meeting loads a meeting by its row key, or the last one with signed minutes as LastMeeting, with what became of its
// decisions.
func (s *Service) Meeting(ctx context.Context, actor models.Actor, id string) (MeetingPage, error) {
	var out MeetingPage
	if err := models.CanSeeAll(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		var m models.Meeting
		if id == LastMeeting {
			var p models.Programme
			if p, err = s.programmeOf(tx, ""); err == nil {
				m, err = s.lastMeeting(tx, p)
			}
		} else {
			m, err = tx.Meeting(id)
		}
		if err != nil {
			return err
		}
		out, err = s.meetingPage(tx, actor, common, m)
		return err
	})
	return out, err
}

// lastMeeting loads a programme's last meeting with signed minutes; the first month of a year follows the last meeting
// of the year before. Errors: KindNotFound.
func (s *Service) lastMeeting(tx *store.Tx, p models.Programme) (models.Meeting, error) {
	all, err := s.programmes(tx)
	if err != nil {
		return models.Meeting{}, err
	}
	for _, year := range []int{p.Year, p.Year - 1} {
		for _, of := range all {
			if of.Kind != p.Kind || of.Year != year {
				continue
			}
			meetings, err := tx.Meetings(of.ID)
			if err != nil {
				return models.Meeting{}, err
			}
			if i := slices.IndexFunc(meetings, models.Meeting.Signed); i >= 0 {
				return meetings[i], nil
			}
		}
	}
	return models.Meeting{}, models.Errorf(models.KindNotFound, "no_meeting", "还没有登记纪要的会议")
}

// programmeOfMeeting is the district's list of the year in which a meeting was held, or the newest one.
func (s *Service) programmeOfMeeting(tx *store.Tx, heldOn models.Date) (models.Programme, error) {
	all, err := s.programmes(tx)
	if err != nil {
		return models.Programme{}, err
	}
	for _, p := range all {
		if p.Kind == models.DistrictProgramme && p.Year == heldOn.Year() {
			return p, nil
		}
	}
	return s.programmeOf(tx, "")
}

func (s *Service) meetingLine(m models.Meeting, orders []models.SupervisionOrder, common *figures.Common) MeetingLine {
	out := MeetingLine{ID: m.ID, Title: m.Title, HeldOn: m.HeldOn, Place: m.Place, Chair: m.Chair, Number: m.Number,
		Items: len(m.Items), Outcomes: map[models.DecisionOutcome]int{}}
	rules := models.NewOrderRules(common.Calendar)
	for _, o := range orders {
		if o.MeetingID == m.ID {
			out.Outcomes[rules.OutcomeOf(o, s.now().Date())]++
		}
	}
	return out
}

// meetingPage is a meeting with what became of its decisions.
func (s *Service) meetingPage(tx *store.Tx, actor models.Actor, common *figures.Common, m models.Meeting) (MeetingPage,
	error) {
	var orders []models.SupervisionOrder
	var answers []models.OrderStep
	if m.Signed() {
		var err error
		if orders, err = tx.Decisions(m.ProgrammeID); err != nil {
			return MeetingPage{}, err
		}
		if answers, err = tx.AnswersToDecisions(m.ID); err != nil {
			return MeetingPage{}, err
		}
	}
	out := MeetingPage{MeetingLine: s.meetingLine(m, orders, common), AsOf: s.now(), Attended: m.Attended,
		Scan: m.EvidenceName, Version: m.Version, By: m.ByName, At: m.At, SignedAt: m.SignedAt, Decisions: []DecisionView{},
		MayManage: canManageMeetings(actor) == nil}
	for _, p := range common.Programmes {
		if p.ID == m.ProgrammeID {
			out.Programme = p.Name
		}
	}
	rules, today := models.NewOrderRules(common.Calendar), s.now().Date()
	for n, item := range m.Items {
		v := DecisionView{Position: n + 1, Text: item.Text, Unit: item.Unit, Project: item.Project, Due: item.Due}
		i := slices.IndexFunc(orders, func(o models.SupervisionOrder) bool { return o.ID == m.DecisionID(n+1) })
		if i >= 0 {
			o := orders[i]
			v.Order, v.State, v.ClosedAt = o.ID, o.State, o.ClosedAt
			v.Outcome, v.DaysLate = rules.OutcomeOf(o, today), rules.DaysLate(o, today)
			v.Unit = orderParties{models.OrderFacts{Order: o}, common}.unit().Title
			of := slices.DeleteFunc(slices.Clone(answers), func(s models.OrderStep) bool { return s.OrderID != o.ID })
			if answer, answered := models.LastAnswer(of); answered {
				v.Answer, v.AnsweredAt = answer.Text, answer.At
			}
		}
		out.Decisions = append(out.Decisions, v)
	}
	return out, nil
}

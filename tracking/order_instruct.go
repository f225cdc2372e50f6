package tracking

import (
	"context"
	"slices"
	"strings"

	"duban/internal/figures"
	"duban/internal/settling"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// InstructOn records a leader's written instruction with a day on a project or on none: it becomes a task of the unit
// with its own clock. The government office and the office enter it from paper (代录). Its text leaves the program by no
// channel.
func (s *Service) InstructOn(ctx context.Context, actor models.Actor, key string, c models.InstructCommand) (OrderPage,
	error) {
	var out OrderPage
	if err := models.CanInstruct(actor); err != nil {
		return out, err
	}
	c.Text, c.Title, c.Paper = strings.TrimSpace(c.Text), strings.TrimSpace(c.Title), strings.TrimSpace(c.Paper)
	head, err := headOf(actor, key, "", "order.instruct", c)
	if err != nil {
		return out, err
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		found, err := earlierAnswer(tx, head, nil)
		id := models.OrderID("instruct", head.Key)
		if err == nil && !found {
			err = s.instruct(tx, actor, head, common, id, c)
		}
		if err != nil {
			return err
		}
		f, err := orderFor(tx, actor, id)
		if err != nil {
			return err
		}
		out, err = s.orderPage(tx, actor, common, f)
		return err
	})
	if err == nil {
		s.tellOrders(context.WithoutCancel(ctx))
	}
	return out, err
}

func (s *Service) instruct(tx *store.Tx, actor models.Actor, head contract.Head, common *figures.Common, id string,
	c models.InstructCommand) error {
	var p models.Project
	var err error
	if c.Project != "" {
		if p, err = find(tx, actor, c.Project); err != nil {
			return err
		}
	}
	footing := instructs(actor, common)
	if c.Paper != "" && len(footing.For) > 0 {
		footing.As = nil
	}
	if !footing.May() {
		return models.Errorf(models.KindForbidden, "forbidden", "批示由领导作出，政府办和重点项目办可按纸质材料代录")
	}
	post, onBehalf, err := footing.choose(c.Party)
	if err != nil {
		return err
	}
	if err := c.Check(onBehalf, s.now()); err != nil {
		return err
	}
	unit, err := instructed(common, p, c.Unit)
	if err != nil {
		return err
	}
	if unit == post.ID {
		return models.Errorf(models.KindInvalid, "own_instruction", "批示不能交批示领导本人办理，请填写承办单位或岗位")
	}
	title := c.Title
	if title == "" && p.ID != "" {
		title = "关于“" + p.Name + "”的批示"
	} else if title == "" {
		title = post.Title + "的批示"
	}
	rules := models.NewOrderRules(common.Calendar)
	programme, err := s.programmeOf(tx, "")
	if err != nil && models.KindOf(err) != models.KindNotFound {
		return err
	}
	o := rules.Instruction(id, programme.ID, p.ID, unit, post.ID, post.Title, title, c.Text, c.Due, s.now())
	step := models.OrderStep{ID: models.OrderStepID(id, head.Key), OrderID: id, Kind: models.StepIssue, PartyID: post.ID,
		Party: post.Title, OnBehalf: onBehalf, ByID: actor.ID, ByName: actor.Name, At: s.now()}
	if onBehalf {
		step.Paper, step.PaperOn = c.Paper, c.PaperOn
	}
	if c.Evidence != nil {
		found, err := s.ownEvidenceIn(tx, actor, "", []models.Evidence{*c.Evidence})
		if err != nil {
			return err
		}
		step.EvidenceSHA256, step.EvidenceName, step.EvidenceType, step.EvidenceSize = found[0].SHA256, found[0].Name,
			found[0].MediaType, found[0].Size
	}
	f := models.OrderFacts{Order: o}
	if p.ID != "" {
		f.Projects = []models.Project{p}
	}
	if err := s.follow(tx, rules, common, f, step); err != nil {
		return err
	}
	return s.recordStep(tx, actor, head, o, step)
}

// instructed finds who must answer an instruction: a unit, the office or a post; without a name the project's
// responsible unit.
func instructed(common *figures.Common, p models.Project, name string) (string, error) {
	name = strings.TrimSpace(name)
	switch {
	case name == "" && p.ResponsibleUnitID == "":
		return "", models.Errorf(models.KindInvalid, "unit_missing", "请填写由哪个单位办理")
	case name == "":
		return p.ResponsibleUnitID, nil
	case name == theOffice.Title, name == theOffice.ID:
		return theOffice.ID, nil
	}
	for _, post := range common.Posts {
		if post.ID == name || post.Title == name {
			return post.ID, nil
		}
	}
	return organisationIn(common.Names, name)
}

// InstructForm is what a person needs to enter an instruction: for which leaders they may, and to whom.
type InstructForm struct {
	Footing
	Units []string // names of the units, the office and the posts
}

// InstructForm returns the choices of the form of an instruction.
func (s *Service) InstructForm(ctx context.Context, actor models.Actor) (InstructForm, error) {
	out := InstructForm{Units: []string{theOffice.Title}}
	if err := models.CanInstruct(actor); err != nil {
		return out, err
	}
	if err := models.CanSeeAll(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		out.Footing = instructs(actor, common)
		for _, post := range common.Posts {
			out.Units = append(out.Units, post.Title)
		}
		for _, name := range common.Names.Organisations {
			out.Units = append(out.Units, name)
		}
		slices.Sort(out.Units[1+len(common.Posts):])
		return nil
	})
	return out, err
}

// instructs returns the leaders' posts for which a person may enter an instruction.
func instructs(actor models.Actor, common *figures.Common) (f Footing) {
	for _, post := range common.Posts {
		party := Party{post.ID, post.Title}
		if actor.Decides(post.ID) {
			f.As = append(f.As, party)
		} else if actor.Is(models.RoleGovernment, models.RoleOffice) {
			f.For = append(f.For, party)
		}
	}
	return f
}

// follow stores an instruction as an order, with the message to the unit.
func (s *Service) follow(tx *store.Tx, rules models.OrderRules, common *figures.Common, f models.OrderFacts,
	step models.OrderStep) error {
	if err := tx.InsertOrder(f.Order, nil, nil); err != nil {
		return err
	}
	f.Steps = []models.OrderStep{step}
	if err := settling.SaveOrder(tx, &f, f.Steps, common.Calendar, s.now()); err != nil {
		return err
	}
	return s.tellOfStep(tx, rules, orderParties{f, common}, f, step)
}

// followNote makes the order of an instruction on an escalation that has a day.
func (s *Service) followNote(tx *store.Tx, common *figures.Common, n models.EscalationNote) error {
	if n.Kind != models.NoteInstructed || n.Due == 0 || n.AddresseeID == "" {
		return nil
	}
	e, err := tx.Escalation(n.EscalationID)
	if err != nil {
		return err
	}
	p, err := tx.Project(n.ProjectID)
	if err != nil {
		return err
	}
	rules := models.NewOrderRules(common.Calendar)
	o := rules.InstructionOfNote(n, e.ProgrammeID, p.Name)
	step := models.OrderStep{ID: models.OrderStepID(o.ID, n.ID), OrderID: o.ID, Kind: models.StepIssue, PartyID: n.PartyID,
		Party: n.Party, OnBehalf: n.OnBehalf, Paper: n.Paper, PaperOn: n.PaperOn, EvidenceSHA256: n.EvidenceSHA256,
		EvidenceName: n.EvidenceName, EvidenceType: n.EvidenceType, EvidenceSize: n.EvidenceSize, ByID: n.ByID,
		ByName: n.ByName, At: n.At}
	return s.follow(tx, rules, common, models.OrderFacts{Order: o, Projects: []models.Project{p}}, step)
}

// takeOverInstructions makes orders of the open instructions with a day that an earlier version recorded.
func (s *Service) takeOverInstructions(ctx context.Context) error {
	return s.Store.Write(ctx, func(tx *store.Tx) error {
		notes, err := tx.InstructionsToFollow()
		if err != nil || len(notes) == 0 {
			return err
		}
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		for _, n := range notes {
			if err := s.followNote(tx, common, n); err != nil {
				return err
			}
		}
		return nil
	})
}

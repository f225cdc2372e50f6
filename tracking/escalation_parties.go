package tracking

import (
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// Party is a post or an organisation that signs, instructs or replies.
type Party struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Footing holds the parties for which a person may make a note on an escalation: as one of them, or from paper (代录).
type Footing struct {
	As  []Party `json:"as"`
	For []Party `json:"for"` // entered from paper
}

// May reports whether there is a party for which the person may make the note.
func (f Footing) May() bool { return len(f.As)+len(f.For) > 0 }

// theOffice is the party of the development office itself.
var theOffice = Party{ID: string(models.ToOffice), Title: "重点项目办"}

// informed finds the parties that an escalation informs, for each audience of the project.
type informed struct {
	project  models.Project
	names    models.Names
	posts    []models.Post
	entered  []models.AudiencePost
	audience map[models.Audience][]Party
	holders  []string // posts at the head of the district, which may instruct on anything
}

// parties returns the parties of a project's audiences.
func (s *Service) parties(tx *store.Tx, p models.Project) (in informed, err error) {
	common, err := s.common(tx)
	if err != nil {
		return in, err
	}
	in.names, in.posts, in.entered = common.Names, common.Posts, common.Audiences
	return in.of(p), nil
}

// of returns the same for another project.
func (in informed) of(p models.Project) informed {
	in.project, in.audience = p, map[models.Audience][]Party{}
	in.holders = models.PostsOf(models.ToDistrictHead, p, in.posts, in.entered)
	return in
}

// partiesOf returns the parties of an audience.
func (in informed) partiesOf(a models.Audience) []Party {
	if known, ok := in.audience[a]; ok {
		return known
	}
	var out []Party
	for _, id := range models.PostsOf(a, in.project, in.posts, in.entered) {
		out = append(out, Party{id, in.names.Posts[id]})
	}
	for _, id := range models.OrganisationsOf(a, in.project) {
		out = append(out, Party{id, in.names.Organisations[id]})
	}
	if a == models.ToOffice || a == models.ToOfficeHead {
		out = append(out, theOffice)
	}
	in.audience[a] = out
	return out
}

// all returns the parties of several audiences, each once.
func (in informed) all(audiences []models.Audience) []Party {
	var out []Party
	for _, a := range audiences {
		for _, p := range in.partiesOf(a) {
			if !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	return out
}

func (in informed) isPost(p Party) bool { return in.names.Posts[p.ID] != "" }

// speaksFor returns the row keys of the posts and organisations a person acts for.
func speaksFor(actor models.Actor) []string {
	var ids []string
	for _, r := range actor.Roles {
		switch r.Role {
		case models.RoleLeader:
			ids = append(ids, r.PostID)
		case models.RoleUnit, models.RoleOwner:
			ids = append(ids, r.OrganisationID)
		case models.RoleOffice:
			ids = append(ids, theOffice.ID)
		}
	}
	// A role without an organisation or post represents none.
	return slices.DeleteFunc(ids, func(id string) bool { return id == "" })
}

// footing returns the parties for which a person may make a note on an escalation.
func (in informed) footing(actor models.Actor, e models.Escalation, kind models.NoteKind) (f Footing) {
	var candidates []Party
	switch kind {
	case models.NoteAcknowledged:
		candidates = in.all(e.To)
	case models.NoteInstructed:
		candidates = slices.DeleteFunc(in.all(e.To), func(p Party) bool { return !in.isPost(p) })
		for _, id := range in.holders {
			if p := (Party{id, in.names.Posts[id]}); !slices.Contains(candidates, p) {
				candidates = append(candidates, p)
			}
		}
	case models.NoteReplied:
		candidates = in.all([]models.Audience{models.ToUnitHead, models.ToOwnerHead})
		if e.Item == models.ItemReview {
			candidates = []Party{theOffice}
		}
	}
	for _, p := range candidates {
		switch own := slices.Contains(speaksFor(actor), p.ID); {
		case own:
			f.As = append(f.As, p)
		case p == theOffice:
		case in.isPost(p) && actor.Is(models.RoleGovernment, models.RoleOffice), !in.isPost(p) && actor.Is(models.RoleOffice):
			f.For = append(f.For, p)
		}
	}
	return f
}

// standing loads an escalation with the parties it informs. One that the person may not see gives the same error as one
// that does not exist.
func (s *Service) standing(tx *store.Tx, actor models.Actor, id string) (models.Escalation, informed, error) {
	e, err := tx.Escalation(id)
	if err != nil {
		return e, informed{}, err
	}
	p, err := tx.Project(e.ProjectID)
	if err != nil {
		return e, informed{}, err
	}
	if seen := models.CanSee(actor, p); seen != nil {
		if models.KindOf(seen) == models.KindNotFound {
			return e, informed{}, models.Errorf(models.KindNotFound, "no_escalation", "没有这条督办记录，请从督办事项列表打开")
		}
		return e, informed{}, seen
	}
	in, err := s.parties(tx, p)
	return e, in, err
}

// make returns a new note: for which party, and to whom.
func (in informed) make(actor models.Actor, e models.Escalation, kind models.NoteKind,
	c models.NoteCommand) (models.EscalationNote, error) {
	n := models.EscalationNote{EscalationID: e.ID, ProjectID: e.ProjectID, Kind: kind, Text: c.Text, Due: c.Due,
		ByID: actor.ID, ByName: actor.Name}
	f := in.footing(actor, e, kind)
	if !f.May() {
		return n, models.Errorf(models.KindForbidden, "forbidden", "该事项不由您%s：%s", models.WordOf(kind),
			map[models.NoteKind]models.Word{
				models.NoteAcknowledged: "由其报送的岗位或单位签收，政府办和重点项目办可按纸质材料代录",
				models.NoteInstructed:   "由其报送的领导批示，政府办和重点项目办可按纸质材料代录",
				models.NoteReplied:      "由责任单位或项目单位答复",
			}[kind])
	}
	if err := models.CanNote(actor); err != nil {
		return n, err
	}
	p, onBehalf, err := f.choose(c.Party)
	if err != nil {
		return n, err
	}
	n.PartyID, n.Party, n.OnBehalf = p.ID, p.Title, onBehalf
	if onBehalf {
		n.Paper, n.PaperOn = c.Paper, c.PaperOn
	}
	if kind != models.NoteInstructed {
		return n, nil
	}
	to, err := pick(in.addressees(e), c.Addressee, "bad_addressee", "请选择由谁答复")
	n.AddresseeID, n.Addressee = to.ID, to.Title
	return n, err
}

// addressees returns the parties that can be asked to reply, the usual one first.
func (in informed) addressees(e models.Escalation) []Party {
	if e.Item == models.ItemReview {
		return []Party{theOffice}
	}
	return append(in.all([]models.Audience{models.ToUnitHead, models.ToOwnerHead}), theOffice)
}

// choose finds the named party: one of the actor's own, or one they enter for. "" is the only one there is.
func (f Footing) choose(text string) (p Party, onBehalf bool, err error) {
	if text == "" && len(f.As) > 0 {
		return f.As[0], false, nil
	}
	if text == "" && len(f.For) == 1 {
		return f.For[0], true, nil
	}
	all := slices.Concat(f.As, f.For)
	if text == "" {
		return p, false, models.Errorf(models.KindInvalid, "party_missing", "请选择被代录的岗位或单位：%s", titles(all))
	}
	p, err = pick(all, text, "bad_party", "请选择被代录的岗位或单位")
	return p, !slices.Contains(f.As, p), err
}

// pick finds a party by its row key or title; "" is the first.
func pick(all []Party, text, code string, ask models.Word) (Party, error) {
	if text == "" {
		return all[0], nil
	}
	for _, p := range all {
		if p.ID == text || models.NameKey(p.Title) == models.NameKey(text) {
			return p, nil
		}
	}
	return Party{}, models.Errorf(models.KindInvalid, code, "“%s”不在其中，%s：%s", text, ask, titles(all))
}

func titles(all []Party) string {
	var words []string
	for _, p := range all {
		words = append(words, p.Title)
	}
	return strings.Join(words, "、")
}

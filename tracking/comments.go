package tracking

import (
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// Comments are what people wrote about a project (工作留言), the newest first.
type Comments struct {
	Year     int                   `json:"year"`
	Code     string                `json:"code"`
	Name     string                `json:"name"`
	Lines    []CommentLine         `json:"lines"`
	More     bool                  `json:"more"`      // there are older ones that are not listed
	MayWrite bool                  `json:"may_write"` // the actor may write one
	Circle   []models.CircleMember `json:"circle"`    // who can be mentioned; for those who may write
}

// CommentLine is one comment.
type CommentLine struct {
	ID          string         `json:"id"`
	Text        string         `json:"text"` // "" when it was withdrawn
	Mentions    string         `json:"mentions,omitempty"`
	By          string         `json:"by"`
	ByWords     string         `json:"by_words,omitempty"`
	At          models.Instant `json:"at"`
	WithdrawnAt models.Instant `json:"withdrawn_at,omitzero"`
	Own         bool           `json:"own"` // the actor wrote it and may withdraw it
}

// mostComments is how many comments are listed at most.
const mostComments = 100

// Comments lists what was written about a project.
func (s *Service) Comments(ctx context.Context, actor models.Actor, project string) (Comments, error) {
	var out Comments
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := find(tx, actor, project)
		if err != nil {
			return err
		}
		out, err = s.commentsOf(tx, actor, p)
		return err
	})
	return out, err
}

func (s *Service) commentsOf(tx *store.Tx, actor models.Actor, p models.Project) (Comments, error) {
	out := Comments{Year: p.Year, Code: p.Code, Name: p.Name, Lines: []CommentLine{},
		Circle: []models.CircleMember{}, MayWrite: models.CanComment(actor, p) == nil}
	rows, err := tx.CommentsOf(p.ID, mostComments+1)
	if err != nil {
		return out, err
	}
	if out.More = len(rows) > mostComments; out.More {
		rows = rows[:mostComments]
	}
	for _, c := range rows {
		l := CommentLine{ID: c.ID, Text: c.Text, Mentions: c.Mentions, By: c.ByName, ByWords: c.ByWords, At: c.At,
			WithdrawnAt: c.WithdrawnAt, Own: c.ByID == actor.ID && c.WithdrawnAt == 0 && out.MayWrite}
		if c.WithdrawnAt != 0 {
			l.Text, l.Mentions = "", ""
		}
		out.Lines = append(out.Lines, l)
	}
	if out.MayWrite {
		out.Circle, err = s.circle(tx, p)
	}
	return out, err
}

// circle is who can be mentioned in the comments on a project: each person once, leaders first.
func (s *Service) circle(tx *store.Tx, p models.Project) ([]models.CircleMember, error) {
	rows, err := tx.RolesAround(p)
	if err != nil {
		return nil, err
	}
	order := []models.RoleName{models.RoleLeader, models.RoleOffice, models.RoleUnit, models.RoleOwner}
	out := []models.CircleMember{}
	for _, role := range order {
		for _, r := range rows {
			party, in := models.InCircle(p, r.Role, s.now().Date())
			if !in || r.Role.Role != role || slices.ContainsFunc(out, func(m models.CircleMember) bool {
				return m.PersonID == r.PersonID
			}) {
				continue
			}
			words := r.Words
			if role == models.RoleOffice {
				words = role.Chinese()
			}
			out = append(out, models.CircleMember{PersonID: r.PersonID, Name: r.Name, Words: words, Party: party})
		}
	}
	return out, nil
}

// CommentAdded is a new comment.
type CommentAdded struct {
	Text     string   `json:"text"`
	Mentions []string `json:"mentions,omitempty"` // row keys of people
}

// AddComment writes about a project. Who is mentioned is told that there is a comment.
func (s *Service) AddComment(ctx context.Context, actor models.Actor, key, project string,
	c CommentAdded) (Comments, error) {
	p, err := s.find(ctx, actor, project)
	if err != nil {
		return Comments{}, err
	}
	if err := models.CanComment(actor, p); err != nil {
		return Comments{}, err
	}
	err = s.once(ctx, actor, key, "AddComment "+p.ID, c, "comment.add", models.CommentID(key), func(tx *store.Tx) error {
		circle, err := s.circle(tx, p)
		if err != nil {
			return err
		}
		now := s.now()
		row, told, err := models.NewComment(key, p, c.Text, c.Mentions, circle, actor, now)
		if err != nil {
			return err
		}
		if err := tx.InsertComment(row); err != nil {
			return err
		}
		extra, err := tx.CalendarDays()
		if err != nil {
			return err
		}
		rules := models.Rules{Calendar: s.Calendar(extra), Ladder: models.LadderOf(models.DefaultLadder)}
		_, err = tx.InsertOutbox(models.CommentMessages(row, p, told, rules.Quiet(now), now)...)
		return err
	})
	if err != nil {
		return Comments{}, err
	}
	return s.Comments(ctx, actor, project)
}

// WithdrawComment withdraws a comment of the actor's own. That there was one stays on record.
func (s *Service) WithdrawComment(ctx context.Context, actor models.Actor, key, project, id string) (Comments, error) {
	p, err := s.find(ctx, actor, project)
	if err != nil {
		return Comments{}, err
	}
	if err := models.CanComment(actor, p); err != nil {
		return Comments{}, err
	}
	err = s.once(ctx, actor, key, "WithdrawComment "+p.ID, id, "comment.withdraw", id, func(tx *store.Tx) error {
		row, found, err := tx.Comment(id)
		if err != nil {
			return err
		}
		if !found || row.ProjectID != p.ID {
			return models.CommentNotFound()
		}
		if row, err = row.Withdrawn(actor, s.now()); err != nil {
			return err
		}
		return tx.WithdrawComment(row)
	})
	if err != nil {
		return Comments{}, err
	}
	return s.Comments(ctx, actor, project)
}

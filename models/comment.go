package models

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Comment is what a person wrote about a project (工作留言). Whoever may see the project may read it. It is no written
// instruction and no decision, and its text never leaves the program: who is mentioned is told only that there is one.
type Comment struct {
	ID          string `gorm:"primaryKey"`
	ProjectID   string
	Text        string
	Mentions    string // names of the people mentioned, with 、 between
	ByID        string
	ByName      string
	ByWords     string // for what the person wrote: 重点项目办, a unit, a post
	At          Instant
	WithdrawnAt Instant // 0: it stands
}

const (
	// maxComment is the most characters of a comment.
	maxComment = 1000
	// maxMentioned is the most people that a comment mentions.
	maxMentioned = 10
)

// CircleMember is a person who can be mentioned in a project's comments, and for what.
type CircleMember struct {
	PersonID string `json:"id"`
	Name     string `json:"name"`
	Words    string `json:"words"` // 重点项目办, the name of the unit, or the title of the post
	Party    string `json:"-"`     // to which the message goes: the post of a leader, else the person
}

// InCircle reports whether a role belongs to a project's circle on a day, and returns the party to which a message to
// its holder goes. The circle is the owner, the responsible unit, the sponsor and the office.
func InCircle(p Project, r Role, day Date) (party string, in bool) {
	if !r.On(day) {
		return "", false
	}
	switch r.Role {
	case RoleOffice:
		return r.PersonID, true
	case RoleOwner:
		return r.PersonID, p.OwnerID != "" && r.OrganisationID == p.OwnerID
	case RoleUnit:
		return r.PersonID, p.ResponsibleUnitID != "" && r.OrganisationID == p.ResponsibleUnitID
	case RoleLeader: // by the post, so that it leaves the program as everything for a leader does
		return r.PostID, p.SponsorPostID != "" && r.PostID == p.SponsorPostID && r.Capacity != CapacityLiaison
	}
	return "", false
}

// CanComment returns nil when the actor may write about a project: a person who sees it and does more than read.
func CanComment(a Actor, p Project) error {
	if err := CanSee(a, p); err != nil {
		return err
	}
	return CanWriteComments(a)
}

// CanWriteComments returns nil when the actor may write comments at all.
func CanWriteComments(a Actor) error {
	if a.ID == "" || a.Operator || a.ID == System.ID ||
		!a.Is(RoleOffice, RoleLeader, RoleGovernment, RoleOwner, RoleUnit) {
		return Errorf(KindForbidden, "forbidden", "您没有留言的权限，请联系重点项目办")
	}
	return a.allows(ScopeSubmit)
}

// NewComment makes a comment and returns whom it mentions: those who were chosen by row key, and whose name stands
// after an @. Errors: KindInvalid.
func NewComment(key string, p Project, text string, chosen []string, circle []CircleMember, by Actor,
	now Instant) (Comment, []CircleMember, error) {
	c := Comment{ID: CommentID(key), ProjectID: p.ID, Text: strings.TrimSpace(text), ByID: by.ID, ByName: by.Name, At: now}
	switch {
	case c.Text == "":
		return c, nil, Errorf(KindInvalid, "text_missing", "请写明留言的内容")
	case utf8.RuneCountInString(c.Text) > maxComment:
		return c, nil, Errorf(KindInvalid, "text_too_long", "内容过长，应在 %d 字以内", maxComment)
	}
	wanted := map[string]bool{}
	for _, id := range chosen {
		wanted[id] = true
	}
	if err := namedIn(c.Text, circle, wanted); err != nil {
		return c, nil, err
	}
	var told []CircleMember
	var names []string
	for _, m := range circle {
		if wanted[m.PersonID] {
			delete(wanted, m.PersonID)
			told, names = append(told, m), append(names, m.Name)
		}
		if m.PersonID == by.ID && c.ByWords == "" {
			c.ByWords = m.Words
		}
	}
	switch {
	case len(wanted) > 0:
		return c, nil, Errorf(KindInvalid, "not_in_circle", "提醒的人员不属于该项目的相关人员，请刷新后重新选择")
	case len(told) > maxMentioned:
		return c, nil, Errorf(KindInvalid, "too_many_mentioned", "一条留言最多提醒 %d 人", maxMentioned)
	}
	c.Mentions = strings.Join(names, "、")
	return c, told, nil
}

// namedIn adds the people whose names stand after an @ in a text: the longest name that fits. An @ that no Chinese
// character follows is not one, such as that of an address.
func namedIn(text string, circle []CircleMember, wanted map[string]bool) error {
	for rest := text; ; {
		_, after, found := strings.Cut(strings.ReplaceAll(rest, "＠", "@"), "@")
		if !found {
			return nil
		}
		rest = after
		first, _ := utf8.DecodeRuneInString(after)
		if !unicode.Is(unicode.Han, first) {
			continue
		}
		var fit []CircleMember
		for _, m := range circle {
			switch {
			case m.Name == "" || !strings.HasPrefix(after, m.Name):
			case len(fit) == 0 || len(m.Name) > len(fit[0].Name):
				fit = []CircleMember{m}
			case m.Name == fit[0].Name && m.PersonID != fit[0].PersonID:
				fit = append(fit, m)
			}
		}
		switch {
		case len(fit) == 0:
			const shown = 4
			name := []rune(after)
			if end := slices.IndexFunc(name, func(r rune) bool { return !unicode.Is(unicode.Han, r) }); end >= 0 {
				name = name[:end]
			}
			return Errorf(KindInvalid, "not_in_circle", "“@%s”不是该项目的相关人员，请从提醒人员中选择",
				string(name[:min(len(name), shown)]))
		case len(fit) > 1 && !wanted[fit[0].PersonID] && !wanted[fit[1].PersonID]:
			return Errorf(KindInvalid, "same_names", "相关人员中有 %d 位“%s”，请从提醒人员中选择", len(fit), fit[0].Name)
		case len(fit) == 1:
			wanted[fit[0].PersonID] = true
		}
	}
}

// Withdrawn returns the comment as its author withdraws it. Errors: KindForbidden or KindConflict.
func (c Comment) Withdrawn(by Actor, now Instant) (Comment, error) {
	switch {
	case c.ByID != by.ID:
		return c, Errorf(KindForbidden, "forbidden", "留言只能由本人撤回")
	case c.WithdrawnAt != 0:
		return c, Errorf(KindConflict, "withdrawn", "该留言已于%s撤回", c.WithdrawnAt.Minute())
	}
	c.WithdrawnAt = now
	return c, nil
}

// CommentID returns the row key of a comment.
func CommentID(key string) string { return Key("com", key) }

// CommentMessages tells those who are mentioned in a comment. The comment itself stays in the program.
func CommentMessages(c Comment, p Project, told []CircleMember, quiet, now Instant) []OutboxMessage {
	var out []OutboxMessage
	for _, m := range told {
		if m.PersonID == c.ByID {
			continue
		}
		out = append(out, OutboxMessage{Key: Key("comment", c.ID, m.PersonID), ProjectID: p.ID, Kind: NoticeComment,
			Object: c.ID, PartyID: m.Party, Path: ProjectPath(p) + "#comments",
			Title:     p.Name + " · " + c.ByName + "留言提醒您查看",
			Body:      "项目：" + p.Name + "（" + p.Code + "）\n事项：" + c.ByName + "在项目页面留言并提醒您，请登录查看。\n",
			CreatedAt: now, NotBefore: quiet, Status: OutboxPending})
	}
	return out
}

// CommentNotFound returns the KindNotFound error for a comment that does not exist.
func CommentNotFound() *Error {
	return Errorf(KindNotFound, "no_comment", "没有找到该留言，请刷新后重试")
}

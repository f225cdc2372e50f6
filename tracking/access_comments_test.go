package tracking_test

import (
	"maps"

	"duban/models"
	"duban/tracking"
)

func init() {
	//                       operator office owner other   unit other   leader reader no one
	maps.Copy(access, map[string]struct {
		ask  func(s fixture, a models.Actor) error
		want [9]string
	}{
		"Comments":        {comments, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, hidden}},
		"AddComment":      {addComment, [9]string{no, yes, yes, hidden, yes, hidden, yes, no, hidden}},
		"WithdrawComment": {withdrawComment, [9]string{no, hidden, hidden, hidden, hidden, hidden, hidden, no, hidden}},
	})
	maps.Copy(scopesOf, map[string][]models.Scope{"Comments": read, "AddComment": submitRead,
		"WithdrawComment": submitRead})
	others["AddComment"] = [5]string{yes, hidden, hidden, hidden, no}
	others["WithdrawComment"] = [5]string{hidden, hidden, hidden, hidden, no}
}

func comments(s fixture, a models.Actor) error {
	_, err := s.Comments(s.t.Context(), a, s.own.Code)
	return err
}

func addComment(s fixture, a models.Actor) error {
	_, err := s.AddComment(s.t.Context(), a, "ask", s.own.Code, tracking.CommentAdded{Text: "请核对本月形象进度"})
	return err
}

func withdrawComment(s fixture, a models.Actor) error {
	_, err := s.WithdrawComment(s.t.Context(), a, "ask", s.own.Code, "com-none")
	return err
}

package demo

import (
	"context"

	"duban/internal/sample"
	"duban/models"
	"duban/tracking"
)

// posts fills two more posts before there are administrators: one whose holder changed this year, and one that is
// vacant and in which the leader of the demonstration acts, so that an order waits for this leader's signature. The
// leader's own post has a liaison.
func (f *filler) posts(ctx context.Context, year int) error {
	leader := ""
	for _, a := range f.accounts {
		if a.Role == models.RoleLeader {
			leader = a.Post
		}
	}
	drafted, err := f.sponsorOfDraft(ctx, year, leader)
	if err != nil {
		return err
	}
	var others []string
	for _, p := range sample.Programme(year).Projects {
		if p.Sponsor != drafted && p.Sponsor != "" && p.Sponsor != leader && (len(others) == 0 || p.Sponsor != others[0]) {
			others = append(others, p.Sponsor)
		}
	}
	if len(others) < 2 {
		return nil
	}
	if drafted != "" {
		others[1] = drafted
	}
	people := []tracking.NewAccount{
		{Login: "zhao", Name: "赵某（演示）", RoleGrant: tracking.RoleGrant{Role: models.RoleLeader, Post: others[0],
			Since: f.day - 700}},
		{Login: "qian", Name: "钱某（演示）", RoleGrant: tracking.RoleGrant{Role: models.RoleReadOnly}},
		{Login: "sun", Name: "孙某（演示）", RoleGrant: tracking.RoleGrant{Role: models.RoleLeader, Post: others[1],
			Since: f.day - 900}},
	}
	for _, p := range people {
		_, err := f.CreateAccount(ctx, models.Operator, f.key("post", p.Login), p)
		if code := models.AsError(err); err != nil && code.Code != "key_used" && code.Code != "login_taken" {
			return err
		}
	}
	for key, n := range map[string]tracking.NewSuccession{
		"changed": {Post: others[0], To: "qian", Day: f.day - 40, Document: "任免文件（演示数据）"},
		"vacant":  {Post: others[1], Day: f.day - 10, Document: "任免文件（演示数据）"},
	} {
		if _, err := f.Succeed(ctx, models.Operator, f.key("post", key), n); err != nil {
			return err
		}
	}
	if _, err := f.Succeed(ctx, models.Operator, f.key("post", "acting"), tracking.NewSuccession{Post: others[1],
		To: "leader", Capacity: models.CapacityActing, Day: f.day - 9}); err != nil {
		return err
	}
	return f.NamePerson(ctx, models.Operator, f.key("post", "liaison"), tracking.NewListed{Name: "李某（演示）", Post: leader,
		Capacity: models.CapacityLiaison})
}

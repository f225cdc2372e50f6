package tracking

import (
	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// LiveCheck is one thing that should be complete before a programme goes live.
type LiveCheck struct {
	What  models.Message `json:"what"`  // what is missing, or that nothing is
	Found int            `json:"found"` // how much is missing; 0: complete
	Path  string         `json:"path"`  // page on which it is completed
}

// liveChecks looks at what messages need to reach people: who is responsible, accounts, holders of posts, dates, the
// calendar and the target.
func (s *Service) liveChecks(tx *store.Tx, g figures.Programme) ([]LiveCheck, error) {
	common, err := s.common(tx)
	if err != nil {
		return nil, err
	}
	roles, err := tx.AllRoles()
	if err != nil {
		return nil, err
	}
	held, today := map[string]bool{}, s.now().Date()
	office := false
	for _, r := range roles {
		if r.Since <= today && (r.Until == 0 || today <= r.Until) {
			held[r.OrganisationID], held[r.PostID] = true, true
			office = office || r.Role == models.RoleOffice
		}
	}
	noUnit, noDate := 0, 0
	owners, units, posts := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, f := range g.Facts() {
		p := f.Project
		if p.Status != models.ProjectOpen {
			continue
		}
		if p.OwnerID == "" || p.ResponsibleUnitID == "" {
			noUnit++
		}
		noDate += models.WithoutDate(f.Milestones)
		owners[p.OwnerID], units[p.ResponsibleUnitID] = true, true
		for _, a := range []models.Audience{models.ToSponsor, models.ToDeputyInCharge, models.ToDistrictHead} {
			for _, id := range models.PostsOf(a, p, common.Posts, common.Audiences) {
				posts[id] = true
			}
		}
	}
	without := func(of map[string]bool) (n int) {
		for id := range of {
			if id != "" && !held[id] {
				n++
			}
		}
		return n
	}
	count := func(n int, missing, complete models.Message, path string) LiveCheck {
		if n == 0 {
			missing = complete
		}
		return LiveCheck{What: missing, Found: n, Path: path}
	}
	noOffice, noYear, noTarget := 1, 1, 1
	if office {
		noOffice = 0
	}
	if g.Calendar.Known(g.Year) {
		noYear = 0
	}
	if g.Targets.Decided != nil {
		noTarget = 0
	}
	noOwner, noMember, empty := without(owners), without(units), without(posts)
	return []LiveCheck{
		count(noUnit, models.Messagef("%d 个项目没有填写项目单位或责任单位", noUnit), models.Messagef("各项目均有项目单位和责任单位"), "/imports"),
		count(noMember, models.Messagef("%d 个责任单位没有账号，消息只能由重点项目办转告", noMember), models.Messagef("各责任单位均有账号"),
			"/accounts"),
		count(noOwner, models.Messagef("%d 个项目单位没有账号，由责任单位或重点项目办代填", noOwner), models.Messagef("各项目单位均有账号"),
			"/accounts"),
		count(empty, models.Messagef("%d 个领导岗位没有任职人员", empty), models.Messagef("督办涉及的领导岗位均有任职人员"), "/accounts"),
		count(noOffice, models.Messagef("重点项目办没有账号"), models.Messagef("重点项目办有账号"), "/accounts"),
		count(noDate, models.Messagef("%d 个节点没有日期，不会提醒", noDate), models.Messagef("各节点均有日期"), "/plans"),
		count(noYear, models.Messagef("没有 %d 年放假安排，期限按推算", g.Year), models.Messagef("%d 年放假安排齐全", g.Year), "/calendar"),
		count(noTarget, models.Messagef("年度目标未登记"), models.Messagef("年度目标已登记"), "/target"),
	}, nil
}

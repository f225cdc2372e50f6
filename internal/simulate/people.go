package simulate

import (
	"context"
	"hash/fnv"
	"math/rand/v2"
	"slices"

	"duban/models"
)

// Office and SecondOfficer are the people of the office. No one decides on their own submission, so there are two.
var (
	Office = models.Actor{ID: "office-1", Name: "重点项目办甲",
		Roles: []models.Role{{PersonID: "office-1", Role: models.RoleOffice}}}
	SecondOfficer = models.Actor{ID: "office-2", Name: "重点项目办乙",
		Roles: []models.Role{{PersonID: "office-2", Role: models.RoleOffice}}}
)

// OwnerOf is the person who fills in for a project.
func OwnerOf(p models.Project) models.Actor {
	return models.Actor{
		ID: "owner-" + p.Code, Name: p.Name + "项目单位",
		Roles: []models.Role{{Role: models.RoleOwner, OrganisationID: p.OwnerID}},
	}
}

// unitOf is the person of a project's responsible unit who fills in on behalf of the owner.
func unitOf(p models.Project) models.Actor {
	return models.Actor{
		ID: "unit-" + p.Code, Name: "责任单位",
		Roles: []models.Role{{Role: models.RoleUnit, OrganisationID: p.ResponsibleUnitID}},
	}
}

// meet takes note of projects that are new since the last call, and has the people begin: the Script once, or an owner
// for each new project.
func (s *Simulation) meet(ctx context.Context, now models.Instant) error {
	if !s.imported {
		return nil
	}
	s.imported = false
	all, err := s.Facts(ctx)
	if err != nil {
		return err
	}
	for _, f := range all {
		if s.met[f.Project.ID] {
			continue
		}
		s.met[f.Project.ID] = true
		s.start = append(s.start, f)
		if s.programme.ID == "" {
			s.programme = districtOf(f)
		}
		actors := []models.Actor{OwnerOf(f.Project), unitOf(f.Project)}
		if err := s.driver.enrol(ctx, actors...); err != nil {
			return err
		}
		if s.Script == nil {
			s.drawOwner(f).begin(now)
		}
	}
	if s.Script == nil || s.scripted {
		return nil
	}
	s.scripted = true
	return s.Script(s)
}

// districtOf is the district's list that a project is on; else its first list.
func districtOf(f models.Facts) (programme models.Programme) {
	for i, p := range f.Programmes {
		if i == 0 || p.Kind == models.DistrictProgramme && programme.Kind != models.DistrictProgramme {
			programme = p
		}
	}
	return programme
}

// drawOwner draws the owner of a project by the seed and the project's code.
func (s *Simulation) drawOwner(f models.Facts) *owner {
	h := fnv.New64a()
	h.Write([]byte(f.Project.Code))
	r := rand.New(rand.NewPCG(s.Seed, h.Sum64()))
	o := &owner{
		Simulation: s, facts: f, rules: s.Rules(f), random: r, profile: drawProfile(r),
		actor: OwnerOf(f.Project), unit: unitOf(f.Project),
	}
	o.level = o.profile.amount.draw(r)
	o.course = drawCourse(s.Seed, h.Sum64(), f.Project.Year, func(m models.Month) models.Money {
		return models.Scheduled(f.Project, f.MonthPlans, o.rules.Curve, m)
	})
	i := slices.IndexFunc(s.profiles, func(c ProfileCount) bool { return c.Profile == o.profile.name })
	s.profiles[i].Owners++
	return o
}

package tracking

import (
	"context"
	"fmt"
	"strings"

	"duban/internal/figures"
	"duban/store"
)

// mostDifferent is how many projects of a programme are named.
const mostDifferent = 20

// checkCache compares what pages are made of with the rows of the database and the rules, for every list. When they
// differ, everything is loaded again.
func (s *Service) checkCache(ctx context.Context) (found []string, err error) {
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		programmes, err := tx.Programmes()
		if err != nil {
			return err
		}
		for _, p := range programmes {
			differences, err := s.kept().Check(tx, p, s.now())
			if err != nil {
				return err
			}
			found = append(found, told(differences)...)
		}
		return nil
	})
	if len(found) > 0 {
		s.kept().Drop()
	}
	return found, err
}

// told tells of differences, those of a project in one sentence.
func told(differences []figures.Difference) (found []string) {
	var order []string
	of := map[string][]string{}
	for _, d := range differences {
		about := "“" + d.Programme + "”"
		if d.Project != "" {
			about += "项目 " + d.Project
		}
		if of[about] == nil {
			order = append(order, about)
		}
		of[about] = append(of[about], d.What)
	}
	for _, about := range order[:min(len(order), mostDifferent)] {
		found = append(found, fmt.Sprintf("%s：页面显示的%s与数据库不一致，现已重新读取，请刷新页面；若有人直接改过数据库，请按操作记录核对", about,
			strings.Join(of[about], "、")))
	}
	return found
}

package tracking

import (
	"bytes"
	"context"

	"duban/importer/workbook"
	"duban/models"
	"duban/store"
)

// peopleTemplate writes an empty form of people and posts, with the places on record to choose from.
func (s *Service) peopleTemplate(ctx context.Context, actor models.Actor) (fileName string, content []byte, err error) {
	if err := models.CanImportPeople(actor); err != nil {
		return "", nil, err
	}
	form := workbook.PeopleForm{Year: s.now().Date().Year(), To: preparedBy}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		organisations, err := tx.AllOrganisations()
		if err != nil {
			return err
		}
		for _, o := range organisations {
			form.Units = append(form.Units, o.Name)
		}
		posts, err := tx.AllPosts()
		for _, p := range posts {
			form.Posts = append(form.Posts, p.Title)
		}
		return err
	})
	if err != nil {
		return "", nil, err
	}
	var out bytes.Buffer
	err = workbook.WritePeopleForm(&out, form)
	return "人员岗位表.xlsx", out.Bytes(), err
}

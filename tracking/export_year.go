package tracking

import (
	"bytes"
	"context"

	"duban/importer/workbook"
	"duban/models"
	"duban/store"
)

// ExportYear writes what a programme's year is expected to come to, project by project; it is labelled as an
// expectation until December is closed. "" is the year that YearEnd shows.
func (s *Service) ExportYear(ctx context.Context, actor models.Actor, programme string) (fileName string,
	content []byte, err error) {
	if err := models.CanSeeAll(actor); err != nil {
		return "", nil, err
	}
	var out bytes.Buffer
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		y, err := s.yearEnd(tx, programme)
		if err != nil {
			return err
		}
		fileName = y.Programme + "全年预计表.xlsx"
		if y.Outlook.Final {
			fileName = y.Programme + "全年完成表.xlsx"
		}
		return workbook.WriteYearOutlook(&out, workbook.YearOutlook{Programme: y.Programme, PreparedBy: preparedBy,
			AsOf: y.AsOf, Outlook: y.Outlook})
	})
	return fileName, out.Bytes(), err
}

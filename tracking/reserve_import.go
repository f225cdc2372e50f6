package tracking

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"path/filepath"
	"strings"

	"duban/importer"
	"duban/models"
	"duban/store"
)

// ReserveImportView is an uploaded table of applications: what importing it would enter, or what it entered.
type ReserveImportView struct {
	ID          string              `json:"id"`
	Year        int                 `json:"year"`
	File        string              `json:"file"`
	By          string              `json:"by"`
	At          models.Instant      `json:"at"`
	CommittedBy string              `json:"committed_by,omitempty"`
	CommittedAt models.Instant      `json:"committed_at,omitzero"`
	Rows        []models.ReserveRow `json:"rows"`
	New         int                 `json:"new"`
	Changed     int                 `json:"changed"`
	Same        int                 `json:"unchanged"`
	Problems    int                 `json:"problems"`
	MayImport   bool                `json:"may_import"`
}

// UploadReserves reads a table of applications and keeps it. Nothing is entered until CommitReserves.
func (s *Service) UploadReserves(ctx context.Context, actor models.Actor, key string, year int, file string,
	content []byte) (ReserveImportView, error) {
	if err := models.CanEnterReserves(actor); err != nil {
		return ReserveImportView{}, err
	}
	if year == 0 {
		year = s.now().Date().Year() + 1
	}
	file = filepath.Base(strings.TrimSpace(file))
	sum := sha256.Sum256(content)
	row := models.ReserveImport{ID: models.Key("rsi", strings.TrimSpace(key), actor.ID), Year: year, FileName: file,
		SHA256: hex.EncodeToString(sum[:]), Done: "", ByID: actor.ID, ByName: actor.Name, At: s.now()}
	leave, err := takeReadingTurn(ctx)
	if err != nil {
		return ReserveImportView{}, err
	}
	rows, err := importer.ReadReserves(file, content, year)
	leave()
	if err != nil {
		return ReserveImportView{}, err
	}
	text, err := json.Marshal(rows)
	if err != nil {
		return ReserveImportView{}, err
	}
	row.Rows = string(text)
	err = s.once(ctx, actor, key, "UploadReserves", []any{file, row.SHA256, year}, "reserve.upload", row.ID,
		func(tx *store.Tx) error { return tx.PutReserveImport(row) })
	if err != nil {
		return ReserveImportView{}, err
	}
	return s.ReserveImport(ctx, actor, row.ID)
}

// ReserveImport shows an uploaded table of applications to who uploaded it, and to the office.
func (s *Service) ReserveImport(ctx context.Context, actor models.Actor, id string) (ReserveImportView, error) {
	var v ReserveImportView
	if err := models.CanEnterReserves(actor); err != nil {
		return v, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		row, err := ownReserveImport(tx, actor, id)
		if err != nil {
			return err
		}
		v = ReserveImportView{ID: row.ID, Year: row.Year, File: row.FileName, By: row.ByName, At: row.At,
			CommittedBy: row.CommittedBy, CommittedAt: row.CommittedAt}
		if row.CommittedAt != 0 {
			return json.Unmarshal([]byte(row.Done), &v.Rows)
		}
		v.Rows, err = s.reserveRows(tx, actor, row)
		return err
	})
	for _, r := range v.Rows {
		switch {
		case !r.Problem.IsZero():
			v.Problems++
		case r.Same:
			v.Same++
		case r.Known != "":
			v.Changed++
		default:
			v.New++
		}
	}
	v.MayImport = v.CommittedAt == 0 && v.Problems == 0 && v.New+v.Changed > 0
	return v, err
}

func ownReserveImport(tx *store.Tx, actor models.Actor, id string) (models.ReserveImport, error) {
	row, found, err := tx.ReserveImport(id)
	if err == nil && (!found || row.ByID != actor.ID && models.CanDecideReserves(actor) != nil) {
		err = models.Errorf(models.KindNotFound, "no_reserve_import", "没有找到该份申报表，请重新上传")
	}
	return row, err
}

// reserveRows compares the rows of a table with what is entered. A row that cannot be entered has a problem.
func (s *Service) reserveRows(tx *store.Tx, actor models.Actor, in models.ReserveImport) ([]models.ReserveRow, error) {
	var rows []models.ReserveRow
	if err := json.Unmarshal([]byte(in.Rows), &rows); err != nil {
		return nil, err
	}
	all, err := tx.Reserves(in.Year)
	if err != nil {
		return nil, err
	}
	taken := map[string]string{} // what a row is about, by the row's cell
	for i := range rows {
		row := &rows[i]
		if row.Problem.IsZero() {
			if err := s.reserveRow(tx, actor, in, row, all, taken); err != nil {
				return nil, err
			}
		}
	}
	return rows, nil
}

// reserveRow says what importing a row would do.
func (s *Service) reserveRow(tx *store.Tx, actor models.Actor, in models.ReserveImport, row *models.ReserveRow,
	all []models.Reserve, taken map[string]string) error {
	f := models.ReserveFacts{Reserve: models.Reserve{Year: in.Year, State: models.ReserveKept}}
	if known, there := row.Match(all); there && models.CanSeeReserve(actor, known) == nil {
		var err error
		if f, err = loadReserve(tx, actor, known.ID); err != nil {
			return err
		}
		row.Known, row.ReserveEntry = known.ID, row.Over(known.ReserveEntry)
		row.Same = row.ReserveEntry == known.ReserveEntry
	}
	r, err := s.entered(tx, actor, f.Reserve, row.ReserveEntry)
	if err == nil && row.Known != "" && !row.Same {
		row.Same = r.ReserveEntry == f.ReserveEntry
	}
	if err == nil && row.Known != "" && !row.Same {
		err = f.MayChange(actor)
	}
	if err != nil {
		e := models.AsError(err)
		if e.Kind.Ours() {
			return err
		}
		row.Problem = e.Message
		return nil
	}
	about := row.Known
	if about == "" {
		about = r.NameKey + "/" + r.UnitID
	}
	if other := taken[about]; other != "" {
		row.Problem = models.Messagef("与 %s 是同一个项目，请只填一行", other)
	}
	taken[about] = row.Cell
	row.Missing = r.Missing()
	return nil
}

// CommitReserves enters the applications of an uploaded table in one transaction. They are kept as 储备; they are handed
// in by TakeReserves.
func (s *Service) CommitReserves(ctx context.Context, actor models.Actor, key, id string) (ReserveImportView, error) {
	if err := models.CanEnterReserves(actor); err != nil {
		return ReserveImportView{}, err
	}
	err := s.once(ctx, actor, key, "CommitReserves "+id, nil, "reserve.import", id, func(tx *store.Tx) error {
		in, err := ownReserveImport(tx, actor, id)
		if err != nil {
			return err
		}
		if in.CommittedAt != 0 {
			return models.Errorf(models.KindConflict, "reserves_imported", "该份申报表已由%s于%s导入", in.CommittedBy,
				in.CommittedAt.Minute())
		}
		rows, err := s.reserveRows(tx, actor, in)
		if err != nil {
			return err
		}
		entered := 0
		for i, row := range rows {
			if !row.Problem.IsZero() {
				return models.Errorf(models.KindInvalid, "reserves_blocked", "申报表有误，未导入：%s %s", row.Cell, row.Problem).At(row.Cell)
			}
			if row.Same {
				continue
			}
			entered++
			fresh := row.Known == ""
			if fresh {
				rows[i].Known = models.ReserveID(key, id, row.Cell)
			}
			keep := ReserveKeep{Year: in.Year, ReserveEntry: row.ReserveEntry}
			if err := s.keepReserve(tx, actor, key, rows[i].Known, fresh, keep); err != nil {
				return err
			}
			if fresh {
				rows[i].Known = ""
			}
		}
		if entered == 0 {
			return models.Errorf(models.KindConflict, "nothing_to_import", "表中内容与已登记的一致，没有需要导入的内容")
		}
		text, err := json.Marshal(rows)
		if err != nil {
			return err
		}
		in.Done, in.CommittedBy, in.CommittedAt = string(text), actor.Name, s.now()
		return tx.PutReserveImport(in)
	})
	if err != nil {
		return ReserveImportView{}, err
	}
	return s.ReserveImport(ctx, actor, id)
}

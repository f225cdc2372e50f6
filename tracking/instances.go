package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// ServingInstance is a process that serves or has served the database.
type ServingInstance struct {
	Host      string         `json:"host"`
	Directory string         `json:"directory"`
	Part      string         `json:"part"` // models.PartServe, PartWeb or PartWorker
	Version   string         `json:"version"`
	Engine    string         `json:"engine"` // models.EmbeddedEngine, or address and namespace of the Temporal server
	StartedAt models.Instant `json:"started_at"`
	SeenAt    models.Instant `json:"seen_at,omitempty"` // last time it was on record; 0: stopped
	Running   bool           `json:"running"`
	Duties    []string       `json:"duties"` // what it does alone for all
}

// Instances lists the processes of the last 90 days on this database, and which of them does what is done once.
func (s *Service) Instances(ctx context.Context, actor models.Actor) ([]ServingInstance, error) {
	if err := models.CanDiagnose(actor); err != nil {
		return nil, err
	}
	served := []ServingInstance{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		all, duties, now, err := servingOn(tx)
		if err != nil {
			return err
		}
		for _, i := range all {
			shown := ServingInstance{Host: i.Host, Directory: i.Directory, Part: i.Part, Version: i.Version, Engine: i.Engine,
				StartedAt: i.StartedAt, SeenAt: i.SeenAt, Running: i.Live(now), Duties: []string{}}
			for _, d := range duties {
				if d.HeldBy(i.ID, now) {
					shown.Duties = append(shown.Duties, d.Name)
				}
			}
			served = append(served, shown)
		}
		return nil
	})
	return served, err
}

func servingOn(tx *store.Tx) (all []models.Instance, duties []models.Duty, now models.Instant, err error) {
	if all, err = tx.Instances(); err != nil {
		return nil, nil, 0, err
	}
	if duties, err = tx.Duties(); err != nil {
		return nil, nil, 0, err
	}
	now, err = tx.Now()
	return all, duties, now, err
}

// checkParts checks that the processes of a database that several share are complete.
func (s *Service) checkParts(ctx context.Context, d *Diagnosis) {
	var missing, notices []string
	shared := false
	found := check{find: s.findRows(func(tx *store.Tx) ([]string, error) {
		all, duties, now, err := servingOn(tx)
		if err != nil {
			return nil, err
		}
		for _, i := range all {
			shared = shared || i.Part != models.PartServe
		}
		for _, m := range models.MissingParts(all, duties, now) {
			missing = append(missing, m.Text)
		}
		for _, m := range models.PartNotices(all, now) {
			notices = append(notices, m.Text)
		}
		return missing, nil
	})}.run(ctx)
	if !shared {
		return
	}
	d.Add("页面和流程进程齐备", found)
	d.notice("各机器的进程", notices)
}

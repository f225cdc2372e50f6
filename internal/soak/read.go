package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// readTargets reads the projects and their open milestones.
func (w *work) readTargets(ctx context.Context) error {
	var list struct {
		Projects []struct {
			Code  string `json:"code"`
			Name  string `json:"name"`
			Owner string `json:"owner"`
			Unit  string `json:"responsible_unit"`
		} `json:"projects"`
	}
	if err := w.s.get(ctx, "/api/v1/projects", &list); err != nil {
		return err
	}
	if len(list.Projects) == 0 {
		return errors.New("there are no projects")
	}
	w.targets = &targets{}
	t := w.targets
	for i, l := range list.Projects {
		p := &project{code: l.Code, name: l.Name, owner: l.Owner, unit: l.Unit}
		t.projects = append(t.projects, p)
		if i >= len(list.Projects)*8/10 {
			t.imported = append(t.imported, p)
		} else {
			t.months = append(t.months, p)
		}
		var page struct {
			Milestones []struct {
				ID     string `json:"id"`
				Status string `json:"status"`
			} `json:"milestones"`
		}
		if err := w.s.get(ctx, of(p), &page); err != nil {
			return err
		}
		last := milestone{}
		for _, m := range page.Milestones {
			if m.Status == "open" {
				if last.id != "" {
					t.milestones = append(t.milestones, last)
				}
				last = milestone{p, m.ID}
			}
		}
		if last.id != "" {
			t.moves = append(t.moves, last) // the last one is not handed in
		}
	}
	return nil
}

// get reads an answer through the operator's socket.
func (s *soak) get(ctx context.Context, path string, into any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://duban"+path, http.NoBody)
	if err != nil {
		return err
	}
	answer, err := s.client.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %d %s", path, answer.StatusCode, text)
	}
	if err != nil {
		return err
	}
	return decode(string(text), into)
}

// decode reads an answer in JSON.
func decode(text string, into any) error {
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return fmt.Errorf("%w: %s", err, text)
	}
	return nil
}

package tracking_test

import (
	"maps"
	"slices"

	"duban/models"
	"duban/tracking"
)

func init() {
	//                       operator office owner other   unit other   leader reader no one
	maps.Copy(access, map[string]struct {
		ask  func(s fixture, a models.Actor) error
		want [9]string
	}{
		"ProjectGrid":  {projectGrid, [9]string{yes, yes, yes, empty, yes, empty, yes, yes, no}},
		"GridRow":      {gridRow, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, hidden}},
		"Cells":        {cells, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, hidden}},
		"SetCells":     {setCells, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"PreviewPaste": {previewPaste, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"CommitPaste":  {commitPaste, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"UndoCells":    {undoCells, [9]string{hidden, hidden, no, no, no, no, no, no, no}},
		"Search":       {search, [9]string{yes, yes, yes, empty, yes, empty, yes, yes, no}},
		"Views":        {views, [9]string{yes, yes, yes, yes, yes, yes, yes, yes, no}},
		"Stars":        {stars, [9]string{yes, yes, yes, yes, yes, yes, yes, yes, no}},
		"SetStar":      {setStar, [9]string{yes, yes, yes, hidden, yes, hidden, yes, yes, no}},
		"KeepView":     {keepView, [9]string{yes, yes, yes, yes, yes, yes, yes, yes, no}},
		"RemoveView":   {removeView, [9]string{hidden, hidden, hidden, hidden, hidden, hidden, hidden, hidden, no}},
	})
	others["RemoveView"] = [5]string{hidden, no, no, no, hidden}
	maps.Copy(scopesOf, map[string][]models.Scope{"ProjectGrid": read, "GridRow": read, "Cells": read,
		"SetCells": planRead, "PreviewPaste": planRead, "CommitPaste": planRead, "UndoCells": plan, "Views": read,
		"Search": read, "Stars": read, "SetStar": read, "KeepView": read,
		"RemoveView": read})
}

func projectGrid(s fixture, a models.Actor) error {
	list, err := s.ProjectGrid(s.t.Context(), a, tracking.ProjectFilter{})
	if err == nil && !slices.ContainsFunc(list.Lines, func(l tracking.GridLine) bool { return l.Code == s.own.Code }) {
		return errEmpty
	}
	return err
}

func gridRow(s fixture, a models.Actor) error {
	_, err := s.GridRow(s.t.Context(), a, s.own.Code)
	return err
}

func cells(s fixture, a models.Actor) error {
	_, err := s.Cells(s.t.Context(), a, s.own.Code)
	return err
}

func setCells(s fixture, a models.Actor) error {
	_, err := s.SetCells(s.t.Context(), a, "cells", s.own.Code, 0,
		tracking.CellsEdit{Cells: map[models.CellField]string{models.CellContact: "某科长"}})
	return err
}

func previewPaste(s fixture, a models.Actor) error {
	_, err := s.PreviewPaste(s.t.Context(), a, pasted(s))
	return err
}

func pasted(s fixture) tracking.Paste {
	return tracking.Paste{Text: "项目编码\t联系人\n" + s.own.Code + "\t某科长"}
}

func commitPaste(s fixture, a models.Actor) error {
	_, err := s.CommitPaste(s.t.Context(), a, "paste", pasted(s))
	return err
}

func undoCells(s fixture, a models.Actor) error {
	_, err := s.UndoCells(s.t.Context(), a, "undo", "no such change")
	return err
}

func views(s fixture, a models.Actor) error {
	_, err := s.Views(s.t.Context(), a)
	return err
}

func stars(s fixture, a models.Actor) error {
	_, err := s.Stars(s.t.Context(), a)
	return err
}

func setStar(s fixture, a models.Actor) error {
	_, err := s.SetStar(s.t.Context(), a, "star", s.own.Code, tracking.StarSet{On: true})
	return err
}

func keepView(s fixture, a models.Actor) error {
	_, err := s.KeepView(s.t.Context(), a, "view", tracking.ViewKept{Name: "某视图", Query: "colour=red"})
	return err
}

func removeView(s fixture, a models.Actor) error {
	return s.RemoveView(s.t.Context(), a, "view", "no such view")
}

func search(s fixture, a models.Actor) error {
	found, err := s.Search(s.t.Context(), a, s.own.Code, 0)
	if err == nil && len(found) == 0 {
		return errEmpty
	}
	return err
}

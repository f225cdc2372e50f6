package app

import "duban/internal/leaked"

// openPasswordList opens the operator's file of leaked passwords, if there is one.
func (a *App) openPasswordList(name string) error {
	if name == "" {
		return nil
	}
	list, err := leaked.Open(name)
	if err != nil {
		return err
	}
	a.leaked = list.Has
	a.onClose(func() {
		if err := list.Close(); err != nil {
			a.log.Warn("close the list of leaked passwords", "error", err)
		}
	})
	return nil
}

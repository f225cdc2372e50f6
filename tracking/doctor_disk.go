package tracking

import "duban/models"

// checkDisk finds a disk without space: nothing is stored until there is some.
func (s *Service) checkDisk() []string {
	if err := s.Store.CheckSpace(); err != nil {
		return []string{models.AsError(err).Message.Text}
	}
	return nil
}

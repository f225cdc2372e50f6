package tracking

import "duban/models"

// checkDisk reports a full disk, on which nothing is stored.
func (s *Service) checkDisk() []string {
	if err := s.Store.CheckSpace(); err != nil {
		return []string{models.AsError(err).Message.Text}
	}
	return nil
}

"""What only the class board needs: the teacher's side for a projector, the students' for phones."""

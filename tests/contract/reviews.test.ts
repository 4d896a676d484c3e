/** Reviews: one shop for all questions, each of which has a file of its own. */
import './reviews/writing'
import './reviews/publishing'
import './reviews/reading'
import './reviews/photographs'

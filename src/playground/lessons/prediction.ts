/** What a learner commits to before anything of the answer is shown. Each kind says where the answer is found: in figures. */
export type Prediction = NumberPrediction | ChoicePrediction | OrderPrediction | CurvePrediction | FingerPrediction;

/** A mark on a scale. */
export interface NumberPrediction {
  readonly kind: 'number';
  /** What the number is, as the label of the slider: 'Choreography gains'. */
  readonly label: string;
  readonly unit: string;
  readonly from: number;
  readonly to: number;
  readonly step: number;
  /** The figure that it is held against, in the same unit. */
  readonly answer: string;
}

/** One of some options, of which none is marked. */
export interface ChoicePrediction {
  readonly kind: 'choice';
  readonly options: readonly string[];
  /** Index of the option that the measurement bears out. */
  readonly answer: number;
  /** Figures that show it, drawn at the reveal. */
  readonly figures: readonly string[];
}

/** Items from the highest to the lowest, or the other way round. */
export interface OrderPrediction {
  readonly kind: 'order';
  /** Completes the question: 'most tasks lost first'. */
  readonly rule: string;
  readonly first: 'highest' | 'lowest';
  /** In the order in which they are offered, which must not be the answer. */
  readonly items: readonly { readonly label: string; readonly figure: string }[];
}

/** One line over some values, drawn by the learner; the others are shown with the answer. */
export interface CurvePrediction {
  readonly kind: 'curve';
  readonly x: { readonly label: string; readonly unit: string; readonly values: readonly number[] };
  readonly y: { readonly label: string; readonly unit: string; readonly from: number; readonly to: number };
  /** Each line has one figure per value of x; the learner draws the first. */
  readonly lines: readonly { readonly label: string; readonly figures: readonly string[] }[];
}

/** One participant of the run that is played: who introduced the error? */
export interface FingerPrediction {
  readonly kind: 'finger';
  /** The participants that may be named. */
  readonly participants: readonly string[];
  readonly answer: string;
}

/** Short ways to write them. */
export const number = (of: Omit<NumberPrediction, 'kind'>): Prediction => ({ kind: 'number', ...of });

export const choice = (of: Omit<ChoicePrediction, 'kind'>): Prediction => ({ kind: 'choice', ...of });

export const order = (of: Omit<OrderPrediction, 'kind'>): Prediction => ({ kind: 'order', ...of });

export const curve = (of: Omit<CurvePrediction, 'kind'>): Prediction => ({ kind: 'curve', ...of });

export const finger = (of: Omit<FingerPrediction, 'kind'>): Prediction => ({ kind: 'finger', ...of });

/** Every figure that shows the answer, in the order in which it is drawn. */
export function figuresOf(predict: Prediction): readonly string[] {
  switch (predict.kind) {
    case 'number':
      return [predict.answer];
    case 'choice':
      return predict.figures;
    case 'order':
      return predict.items.map(({ figure }) => figure);
    case 'curve':
      return predict.lines.flatMap(({ figures }) => figures);
    case 'finger':
      return [];
  }
}
